import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { isRefused, refuse } from "../../app/domain/refusal.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { tokenMaker } from "../../app/ecash/make-token.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { tokensFor } from "../../app/ecash/tokens-for.ts";
import { readDestination } from "../../app/gateways/payee/read-destination.ts";
import type { Destination } from "../../app/gateways/payee/port.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { balances } from "../../app/payments/balances.ts";
import { cancelOutgoing } from "../../app/payments/outgoing/cancel-outgoing.ts";
import { askRefund } from "../../app/payments/outgoing/ask-refund.ts";
import { send } from "../../app/payments/outgoing/send.ts";
import { sendDue } from "../../app/payments/outgoing/send-due.ts";
import type { Sending } from "../../app/payments/outgoing/sending.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

const test = suite("ecash/refund-as-token");
const TO_TOKEN = { kind: "ecash", text: "" } as const;

function sendingOf({ shop, ecash }: EcashWorld): Sending {
  const payee = { read: readDestination, invoiceFrom: () => Promise.reject(new Error("nobody is asked")) };
  return { db: shop.db, clock: shop.clock, random: shop.random, payer: shop.node, payee, makeToken: tokenMaker(ecash) };
}

/** An order over so much that was paid with a token over more, and the refund of the rest that its buyer asks for. */
async function overpaid(
  w: EcashWorld,
  sat: bigint,
  tooMuchSat: bigint,
  destination: Destination = TO_TOKEN,
): Promise<string> {
  const order = await w.order(sat);
  const taken = await receiveToken(w.ecash, { chargeId: order.chargeId, token: await w.token(sat + tooMuchSat) });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
  const amountMsat = msatFromSat(tooMuchSat);
  const asked = await askRefund(w.shop, { orderId: order.orderId, amountMsat, destination, by: "buyer" });
  if (isRefused(asked)) throw new Error(`refused: ${asked.reason}`);
  return asked.id;
}

/** The books say what the hub's coins are worth, and add up. */
async function assertBooked({ shop: { db } }: EcashWorld): Promise<void> {
  const sums = await balances(db);
  const coins = await db.selectFrom("coin").select("amount_msat").where("state", "=", "held").execute();
  assert.is(
    sums.get("asset:ecash"),
    coins.reduce((sum, { amount_msat }) => sum + amount_msat, 0n),
  );
  assert.is(
    [...sums.values()].reduce((sum, each) => sum + each, 0n),
    0n,
  );
}

test("change is had as a token over exactly what was too much", async () => {
  const w = await openEcashWorld();
  const id = await overpaid(w, 60n, 40n);
  assert.is(await send(sendingOf(w), id), "sent");
  const [token] = await tokensFor(w.ecash, [id]);
  assert.is(coinKit.peek(token?.text ?? "")?.amountMsat, 40_000n);
  await assertBooked(w);
  await w.close();
});

test("another process that finishes a locked refund makes it under the same lock", async () => {
  const w = await openEcashWorld();
  const key = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
  const id = await overpaid(w, 60n, 40n, { kind: "ecash", text: key });
  const [first, second] = [sendingOf(w), sendingOf(w)];
  w.trouble.push({ path: "/v1/swap", how: "not-applied" });
  assert.is(await send(first, id), "waiting");
  w.shop.clock.advance(MINUTE_MS);
  assert.is(await send(second, id), "sent");
  const [token] = await tokensFor(w.ecash, [id]);
  assert.is(token?.lockedTo, key);
  const keysetIds = (await w.ecash.mintAt(MINT_URL).keysets()).map((keyset) => keyset.id);
  const coins = coinKit.read(token?.text ?? "", keysetIds) ?? [];
  assert.ok(coins.length > 0);
  for (const { secret } of coins)
    assert.equal(coinKit.lockOf(secret), { keys: [key], signaturesNeeded: 1, refund: undefined, hash: undefined });
  await assertBooked(w);
  await w.close();
});

for (const how of ["not-applied", "unanswered"] as const satisfies Trouble["how"][]) {
  test(`a token whose making was ${how} is made once, and the refund is sent once`, async () => {
    const w = await openEcashWorld();
    const id = await overpaid(w, 60n, 40n);
    w.trouble.push({ path: "/v1/swap", how });
    assert.is(await send(sendingOf(w), id), "waiting");
    w.shop.clock.advance(MINUTE_MS);
    await finishDueOps(w.ecash);
    assert.is(await sendDue(sendingOf(w)), 1);
    assert.is(await sendDue(sendingOf(w)), 0);
    assert.is((await tokensFor(w.ecash, [id])).length, 1);
    await assertBooked(w);
    await w.close();
  });
}

test("several processes that send the same refund make one token", async () => {
  const w = await openEcashWorld();
  const id = await overpaid(w, 60n, 40n);
  const sent = await Promise.all(Array.from({ length: 4 }, () => send(sendingOf(w), id)));
  w.shop.clock.advance(MINUTE_MS);
  await finishDueOps(w.ecash);
  await sendDue(sendingOf(w));
  assert.ok(sent.filter((each) => each === "sent").length <= 1);
  const state = await w.shop.db.selectFrom("outgoing").select("state").where("id", "=", id).executeTakeFirstOrThrow();
  assert.is(state.state, "sent");
  assert.is((await tokensFor(w.ecash, [id])).length, 1);
  await assertBooked(w);
  await w.close();
});

test("who finds no coins because another process makes the token of them neither puts it off nor gives it up", async () => {
  const w = await openEcashWorld();
  const id = await overpaid(w, 60n, 40n);
  w.trouble.push({ path: "/v1/swap", how: "unanswered" });
  const [first, second] = [sendingOf(w), sendingOf(w)];
  const makeToken: Sending["makeToken"] = async () => {
    assert.is(await send(first, id), "waiting");
    return refuse("ecash-too-little");
  };
  assert.is(await send({ ...second, makeToken }, id), "waiting");
  const by = { personId: "per_1", door: "admin", device: "a browser" } as const;
  assert.equal(await cancelOutgoing(w.shop, { id }, by), refuse("already-on-its-way"));
  w.shop.clock.advance(MINUTE_MS);
  await finishDueOps(w.ecash);
  assert.is(await sendDue(sendingOf(w)), 1);
  await assertBooked(w);
  await w.close();
});

test("no token is begun of a refund that was put off meanwhile", async () => {
  const w = await openEcashWorld();
  const id = await overpaid(w, 60n, 40n);
  const [first, second] = [sendingOf(w), sendingOf(w)];
  const makeToken: Sending["makeToken"] = async (request) => {
    assert.is(await send({ ...first, makeToken: async () => refuse("ecash-too-little") }, id), "postponed");
    return first.makeToken?.(request) ?? refuse("ecash-too-little");
  };
  assert.is(await send({ ...second, makeToken }, id), "waiting");
  assert.equal(await tokensFor(w.ecash, [id]), []);
  await assertBooked(w);
  await w.close();
});

test("more than the hub has in e-cash waits until there is more", async () => {
  const w = await openEcashWorld();
  const id = await overpaid(w, 10n, 50n);
  await w.shop.db.deleteFrom("coin").execute();
  assert.is(await send(sendingOf(w), id), "postponed");
  const { reason } = await w.shop.db
    .selectFrom("outgoing")
    .select("reason")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  assert.is(reason, "ecash-too-little");
  await w.close();
});
