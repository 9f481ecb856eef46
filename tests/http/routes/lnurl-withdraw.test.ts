import { bech32 } from "@scure/base";
import * as assert from "uvu/assert";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { suite } from "../../support/suite.ts";
import { openMoneyWorld, sold, walletInvoice } from "../pages/money/money-world.ts";
import { Visitor, wordsOf } from "../pages/visitor.ts";

const test = suite("http/routes/lnurl-withdraw");

const t = await openMoneyWorld();
const { read } = t.hub.payee;
// The world's payee takes anything that looks like an invoice.
t.hub.payee.read = (typed) => (typed.startsWith("ln") && readBolt11(typed) === undefined ? undefined : read(typed));
test.after(() => t.close());

async function json(address: string): Promise<Record<string, unknown>> {
  const response = await t.app.request(address);
  assert.is(response.headers.get("access-control-allow-origin"), "*");
  assert.is(response.headers.get("cache-control"), "no-store");
  return (await response.json()) as Record<string, unknown>;
}

/** A code that the claim page shows, as a wallet reads it. */
async function code() {
  const order = await sold(t, 50_000n, 700n);
  const at = `/orders/${order.id}/${order.key}/refund`;
  const buyer = new Visitor(t);
  const page = await buyer.submit(await buyer.get(at), `${at}/code`);
  const lnurl = /LNURL1[02-9AC-HJ-NP-Z]+/.exec(page.html)?.[0] ?? "";
  const { words } = bech32.decode(lnurl.toLowerCase() as `lnurl1${string}`, 2_000);
  const address = Buffer.from(bech32.fromWords(words)).toString();
  return { at, buyer, page, address };
}

test("a wallet reads the code, is told exactly what it may fetch, and fetches it once", async () => {
  const { at, buyer, page, address } = await code();
  assert.match(wordsOf(page), /Good for 700 sat/);
  assert.match(address, /^http:\/\/[^/]+\/lnurl-withdraw\?k1=[0-9a-f]{64}$/);
  const offer = await json(address);
  const { tag, callback, k1, minWithdrawable, maxWithdrawable } = offer;
  assert.equal([tag, minWithdrawable, maxWithdrawable], ["withdrawRequest", 700_000, 700_000]);
  const take = (pr: string) => json(`${String(callback)}?k1=${String(k1)}&pr=${pr}`);
  assert.is((await take(await walletInvoice(t, 701_000n)))["status"], "ERROR");
  assert.is((await take(""))["status"], "ERROR");
  assert.equal(await take(await walletInvoice(t, 700_000n)), { status: "OK" });
  assert.is((await take(await walletInvoice(t, 700_000n)))["status"], "ERROR");
  assert.is((await json(address))["status"], "ERROR");
  assert.is(await t.send(), 1);
  assert.match(wordsOf(await buyer.get(at)), /Sent Fee/);
});

test("a code stands in no log, and an order's page shows only its own", async () => {
  const { address } = await code();
  await json(address);
  const k1 = new URL(address).searchParams.get("k1") ?? "nothing";
  assert.equal(
    t.logged.filter((line) => line.includes(k1)),
    [],
  );
  const other = await sold(t, 50_000n, 800n);
  const { id } = await t.hub.db
    .selectFrom("withdrawal")
    .select("id")
    .where("state", "=", "open")
    .executeTakeFirstOrThrow();
  const page = await new Visitor(t).get(`/orders/${other.id}/${other.key}/refund?code=${id}`);
  assert.not.match(page.html, /LNURL1/);
});

test("where nothing is owed, or the node sends nothing, there is no code", async () => {
  const order = await sold(t, 50_000n);
  const at = `/orders/${order.id}/${order.key}/refund`;
  const buyer = new Visitor(t);
  assert.is((await buyer.post(`${at}/code`, {})).status, 409);
  const owed = await sold(t, 50_000n, 700n);
  const { payer } = t.hub;
  t.hub.payer = undefined;
  const page = await buyer.get(`/orders/${owed.id}/${owed.key}/refund`);
  t.hub.payer = payer;
  assert.not.match(wordsOf(page), /Show a code/);
});
