import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../../app/domain/money.ts";
import { MINUTE_MS, unixMs } from "../../../app/domain/time.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { issueToken } from "../../../app/ecash/issue-token.ts";
import { tokenMaker } from "../../../app/ecash/make-token.ts";
import { receiveToken } from "../../../app/ecash/receive-token.ts";
import { openSandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { readDestination } from "../../../app/gateways/payee/read-destination.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import { send } from "../../../app/payments/outgoing/send.ts";
import { reconcileBooks } from "../../../app/payments/reconcile/reconcile-books.ts";
import type { Comparing } from "../../../app/payments/reconcile/reconcile-books.ts";
import { findingsOf, paidByToken } from "../../ecash/books-of-coins.ts";
import { openForeign } from "../../ecash/foreign.ts";
import { MINT_URL, openEcashWorld } from "../../ecash/world.ts";
import type { EcashWorld } from "../../ecash/world.ts";
import { suite } from "../../support/suite.ts";

const test = suite("payments/reconcile/ecash");

/** The mint works with the hub's node, as on a board. */
function comparing({ shop, lightning: node }: EcashWorld, other: Partial<Comparing> = {}): Comparing {
  const { db, clock, random } = shop;
  return { db, clock, random, node, records: node, payer: node, chain: undefined, ...other };
}

/** An order that was paid with the e-cash of another mint: the hub's own mint has issued for an invoice. */
async function exchanged(w: EcashWorld) {
  const f = await openForeign(w);
  const order = await w.order(100n);
  const taken = await receiveToken(f.ecash, { chargeId: order.chargeId, token: await f.token(110n) });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
  w.shop.clock.advance(10n * MINUTE_MS);
  return f;
}

const compare = (w: EcashWorld, other: Partial<Comparing> = {}) => reconcileBooks(comparing(w, other), "thorough");

test("coins that are worth what the books say are no finding", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  assert.equal(await compare(w), { kind: "done", opened: 0 });
  await w.close();
});

test("coins that the books have and that are not there are found, and so are coins that the books have not", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  const coin = await w.shop.db.selectFrom("coin").selectAll().executeTakeFirstOrThrow();
  await w.shop.db.deleteFrom("coin").where("point", "=", coin.point).execute();
  assert.equal(await compare(w), { kind: "done", opened: 1 });
  const [[kind, bookedMsat, nodeMsat] = []] = await findingsOf(w);
  assert.is(kind, "ecash-differs");
  assert.is(BigInt(bookedMsat ?? 0n) - BigInt(nodeMsat ?? 0n), coin.amount_msat);
  await w.shop.db.insertInto("coin").values(coin).execute();
  assert.equal(await compare(w), { kind: "done", opened: 0 });
  assert.equal(await findingsOf(w), []);
  await w.shop.db.deleteFrom("balance").where("account", "=", "asset:ecash").execute();
  await compare(w);
  assert.equal((await findingsOf(w))[0]?.slice(0, 2), ["ecash-differs", 0n]);
  await w.close();
});

test("a token that was made and is not booked as sent yet is no difference, and neither is one that was", async () => {
  const w = await openEcashWorld();
  const order = await w.order(60n);
  await receiveToken(w.ecash, { chargeId: order.chargeId, token: await w.token(100n) });
  const asked = await askRefund(w.shop, {
    orderId: order.orderId,
    amountMsat: msatFromSat(40n),
    destination: { kind: "ecash", text: "" },
    by: "buyer",
  });
  if (isRefused(asked)) throw new Error(asked.reason);
  await issueToken(w.ecash, { subject: asked.id, mintUrl: MINT_URL, amountMsat: msatFromSat(40n) });
  assert.equal(await compare(w), { kind: "done", opened: 0 });
  const payee = { read: readDestination, invoiceFrom: () => Promise.reject(new Error("nobody is asked")) };
  const { db, clock, random, node } = w.shop;
  assert.is(await send({ db, clock, random, payer: node, payee, makeToken: tokenMaker(w.ecash) }, asked.id), "sent");
  assert.equal(await compare(w), { kind: "done", opened: 0 });
  await w.close();
});

test("e-cash that the hub's mint issued for an invoice which the node was paid is in order", async () => {
  const w = await openEcashWorld();
  const f = await exchanged(w);
  assert.equal(await compare(w), { kind: "done", opened: 0 });
  f.close();
  await w.close();
});

test("e-cash that the hub's mint issued for an invoice which the node knows nothing of is found, however old, until it does", async () => {
  const w = await openEcashWorld();
  const f = await exchanged(w);
  const { clock, random } = w.shop;
  const empty = openSandboxNode({ folder: mkdtempSync(join(tmpdir(), "satoshop-empty-")), clock, random });
  assert.equal(await compare(w, { node: empty }), { kind: "done", opened: 1 });
  const { worth_msat } = await w.shop.db
    .selectFrom("ecash_op")
    .where("kind", "=", "mint")
    .select("worth_msat")
    .executeTakeFirstOrThrow();
  assert.equal(await findingsOf(w), [["mint-unpaid", worth_msat, 0n]]);
  clock.advance(60n * 24n * 60n * MINUTE_MS);
  await compare(w, { node: empty });
  assert.is((await findingsOf(w)).length, 1);
  await compare(w);
  assert.equal(await findingsOf(w), []);
  empty.close();
  f.close();
  await w.close();
});

test("what strangers do with the mint on the same node is none of the books' business", async () => {
  const w = await openEcashWorld();
  // Somebody has e-cash issued, and has another invoice paid with it: both are seen at the hub's node.
  const token = await w.token(500n);
  const bought = await w.lightning.invoiceOfBuyer({ amountMsat: msat(100_000n), expirySeconds: 600 });
  const mint = w.ecash.mintAt(MINT_URL);
  const quote = await mint.quoteMelt({ bolt11: bought.bolt11 });
  if (quote.kind === "refused") throw new Error(quote.detail);
  const keysetIds = (await mint.keysets()).map(({ id }) => id);
  const inputs = w.ecash.kit.read(token, keysetIds) ?? [];
  const paid = await mint.melt({ quoteId: quote.id, inputs, blanks: [] });
  assert.is(paid.kind === "melt-quote" && paid.state, "paid");
  const settled = await w.lightning.listSettled({ fromMs: unixMs(0n), limit: 5 });
  const sent = await w.lightning.listPayments({ fromMs: unixMs(0n), limit: 5 });
  assert.equal([settled.items.length, sent?.items.length], [1, 1]);
  w.shop.clock.advance(10n * MINUTE_MS);
  assert.equal(await compare(w), { kind: "done", opened: 0 });
  await w.close();
});
