import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import { isRefused, refuse } from "../../app/domain/refusal.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { tokenMaker } from "../../app/ecash/make-token.ts";
import { noteClaimed } from "../../app/ecash/note-claimed.ts";
import { noteSolvency } from "../../app/ecash/note-solvency.ts";
import { tokenRefuser } from "../../app/ecash/refuse-token.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { tokensFor } from "../../app/ecash/tokens-for.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { sandboxOperator } from "../../app/gateways/mint/sandbox-operator.ts";
import { readDestination } from "../../app/gateways/payee/read-destination.ts";
import { balances } from "../../app/payments/balances.ts";
import { askPayout } from "../../app/payments/outgoing/ask-payout.ts";
import type { PayoutAsked } from "../../app/payments/outgoing/ask-payout.ts";
import { cancelOutgoing } from "../../app/payments/outgoing/cancel-outgoing.ts";
import { listOutgoing } from "../../app/payments/outgoing/list-outgoing.ts";
import { send } from "../../app/payments/outgoing/send.ts";
import { sendDue } from "../../app/payments/outgoing/send-due.ts";
import type { Sending } from "../../app/payments/outgoing/sending.ts";
import { sellerBalance } from "../../app/payments/seller-balance.ts";
import { addPerson } from "../support/person.ts";
import { suite } from "../support/suite.ts";
import { assertBooked, paidByToken } from "./books-of-coins.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

const test = suite("ecash/payout-as-token");
const BY = { personId: "per_1", door: "admin", device: "a browser" } as const;

/** A hub whose seller is owed 1,000 sat that were paid as e-cash. */
async function within(work: (w: EcashWorld) => Promise<void>): Promise<void> {
  const w = await openEcashWorld();
  await paidByToken(w, 1_000n);
  await work(w);
  await assertBooked(w);
  await w.close();
}

function ask({ shop, ecash }: EcashWorld, sat: bigint, key = ""): Promise<PayoutAsked> {
  const destination = { kind: "ecash", text: key } as const;
  const deps = { ...shop, refuseToken: tokenRefuser(ecash) };
  return askPayout(deps, { stallId: shop.stallId, amountMsat: msatFromSat(sat), destination, by: BY });
}

async function asked(w: EcashWorld, sat: bigint, key = ""): Promise<string> {
  const answer = await ask(w, sat, key);
  if (isRefused(answer)) throw new Error(`refused: ${answer.reason}`);
  return answer.id;
}

function sendingOf({ shop, ecash }: EcashWorld): Sending {
  const payee = { read: readDestination, invoiceFrom: () => Promise.reject(new Error("nobody is asked")) };
  return { db: shop.db, clock: shop.clock, random: shop.random, payer: shop.node, payee, makeToken: tokenMaker(ecash) };
}

async function shown({ shop }: EcashWorld, id: string) {
  const { outgoing } = await listOutgoing(shop.db, { id, limit: 1 }, shop.clock());
  const [{ state, reason, token, feeMsat } = { state: "", reason: "", token: "", feeMsat: 0n }] = outgoing;
  return { state, reason, token, feeMsat };
}

test("a seller has what they are owed as a token over exactly that, and the hub bears what its mint takes", () =>
  within(async (w) => {
    const before = await balances(w.shop.db);
    const id = await asked(w, 400n);
    assert.is(await sellerBalance(w.shop.db, w.shop.stallId), 600_000n);
    assert.is(await send(sendingOf(w), id), "sent");
    const [token] = await tokensFor(w.ecash, [id]);
    assert.is(coinKit.peek(token?.text ?? "")?.amountMsat, 400_000n);
    const after = await balances(w.shop.db);
    const moved = (account: "asset:ecash" | "expense:mint" | "liability:seller" | "liability:outgoing") =>
      (after.get(account) ?? 0n) - (before.get(account) ?? 0n);
    const feeMsat = moved("expense:mint");
    assert.ok(feeMsat > 0n);
    assert.equal(
      [moved("liability:seller"), moved("liability:outgoing"), moved("asset:ecash")],
      [400_000n, 0n, -400_000n - feeMsat],
    );
    assert.equal(await shown(w, id), { state: "sent", reason: "", token: "ready", feeMsat });
  }));

test("once the token is in a wallet the payout says so, and its text is gone", () =>
  within(async (w) => {
    const id = await asked(w, 400n);
    await send(sendingOf(w), id);
    const [given] = await tokensFor(w.ecash, [id]);
    const order = await w.order(390n);
    await receiveToken(w.ecash, { chargeId: order.chargeId, token: given?.text ?? "" });
    await noteClaimed(w.ecash);
    assert.is((await shown(w, id)).token, "claimed");
    const [claimed] = await tokensFor(w.ecash, [id]);
    assert.equal([claimed?.isClaimed, claimed?.text], [true, undefined]);
  }));

test("a token that names a wallet's key can be taken by that wallet alone", () =>
  within(async (w) => {
    const key = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
    const id = await asked(w, 400n, key);
    assert.is(await send(sendingOf(w), id), "sent");
    const [token] = await tokensFor(w.ecash, [id]);
    const keysetIds = (await w.ecash.mintAt(MINT_URL).keysets()).map((keyset) => keyset.id);
    const coins = coinKit.read(token?.text ?? "", keysetIds) ?? [];
    assert.ok(coins.length > 0);
    for (const { secret } of coins)
      assert.equal(coinKit.lockOf(secret), { keys: [key], signaturesNeeded: 1, refund: undefined, hash: undefined });
  }));

for (const how of ["not-applied", "unanswered"] as const satisfies Trouble["how"][])
  test(`a token whose making was ${how} is made once, and the payout is sent once`, () =>
    within(async (w) => {
      const id = await asked(w, 400n);
      w.trouble.push({ path: "/v1/swap", how });
      assert.is(await send(sendingOf(w), id), "waiting");
      assert.equal(await cancelOutgoing(w.shop, { id }, BY), refuse("already-on-its-way"));
      w.shop.clock.advance(MINUTE_MS);
      await finishDueOps(w.ecash);
      assert.is(await sendDue(sendingOf(w)), 1);
      assert.is(await sendDue(sendingOf(w)), 0);
      assert.is((await tokensFor(w.ecash, [id])).length, 1);
      assert.is(await sellerBalance(w.shop.db, w.shop.stallId), 600_000n);
    }));

test("several processes that send the same payout make one token", () =>
  within(async (w) => {
    const id = await asked(w, 400n);
    await Promise.all(Array.from({ length: 4 }, () => send(sendingOf(w), id)));
    w.shop.clock.advance(MINUTE_MS);
    await finishDueOps(w.ecash);
    await sendDue(sendingOf(w));
    assert.is((await shown(w, id)).state, "sent");
    assert.is((await tokensFor(w.ecash, [id])).length, 1);
  }));

test("while the mint has not answered about one token, the stall's next payout waits", () =>
  within(async (w) => {
    const [first, second] = [await asked(w, 100n), await asked(w, 200n)];
    w.trouble.push({ path: "/v1/swap", how: "unanswered" });
    assert.is(await send(sendingOf(w), first), "waiting");
    assert.is(await send(sendingOf(w), second), "waiting");
    assert.equal(await tokensFor(w.ecash, [second]), []);
    w.shop.clock.advance(MINUTE_MS);
    await finishDueOps(w.ecash);
    assert.is(await sendDue(sendingOf(w)), 2);
  }));

/** Nothing is asked for, and all of it is still the seller's. */
async function assertRefused(w: EcashWorld, sat: bigint, reason: string): Promise<void> {
  const answer = await ask(w, sat);
  assert.is(isRefused(answer) ? answer.reason : answer.kind, reason);
  assert.is(await sellerBalance(w.shop.db, w.shop.stallId), 1_000_000n);
  assert.equal(await w.shop.db.selectFrom("outgoing").select("id").execute(), []);
}

/** Half of what is owed, at two looks in a row. */
async function weighShort(w: EcashWorld): Promise<void> {
  await w.token(500n);
  const records = { funds: async () => ({ channelMsat: msatFromSat(250n), chainMsat: msat(0n) }) };
  for (let look = 0; look < 2; look += 1) await noteSolvency({ ...w.ecash, books: sandboxOperator(w.mint), records });
}

test("more than the hub has in e-cash is refused, and nothing leaves the balance", () =>
  within(async (w) => {
    // Its mint takes something for spending coins, so all of it is a little too much.
    await assertRefused(w, 1_000n, "ecash-too-little");
    assert.ok(await asked(w, 900n));
  }));

test("while the hub's mint is off no token is asked for", () =>
  within(async (w) => {
    await w.shop.db.updateTable("mint").set({ state: "off" }).execute();
    await assertRefused(w, 400n, "mint-not-taken");
  }));

test("while too little stands behind the hub's mint no token is asked for", () =>
  within(async (w) => {
    await weighShort(w);
    await assertRefused(w, 400n, "mint-short");
  }));

test("a hub without a mint gives no tokens", () =>
  within(async (w) => {
    const destination = { kind: "ecash", text: "" } as const;
    const request = { stallId: w.shop.stallId, amountMsat: msatFromSat(400n), destination, by: BY };
    assert.equal(await askPayout(w.shop, request), refuse("no-ecash"));
  }));

test("a part of a sat is no token", () =>
  within(async (w) => {
    const destination = { kind: "ecash", text: "" } as const;
    const request = { stallId: w.shop.stallId, amountMsat: msat(400_001n), destination, by: BY };
    const answer = await askPayout({ ...w.shop, refuseToken: tokenRefuser(w.ecash) }, request);
    assert.is(isRefused(answer) && answer.reason, "below-dust");
  }));

test("what was asked for before the mint was short waits, and can be taken back", () =>
  within(async (w) => {
    const id = await asked(w, 400n);
    await weighShort(w);
    assert.is(await send(sendingOf(w), id), "postponed");
    assert.equal(await shown(w, id), { state: "ready", reason: "mint-short", token: undefined, feeMsat: undefined });
    assert.equal(await cancelOutgoing(w.shop, { id }, BY), { kind: "cancelled" });
    assert.is(await sellerBalance(w.shop.db, w.shop.stallId), 1_000_000n);
  }));

test("nobody who is held back by a backup sheet has a token", () =>
  within(async (w) => {
    const { id: personId } = await addPerson(w.shop, "seller");
    const until = w.shop.clock() + MINUTE_MS;
    await w.shop.db.updateTable("person").set({ hold_until_ms: until }).where("id", "=", personId).execute();
    const destination = { kind: "ecash", text: "" } as const;
    const request = { stallId: w.shop.stallId, amountMsat: msatFromSat(400n), destination, by: { personId } };
    assert.equal(await askPayout({ ...w.shop, refuseToken: tokenRefuser(w.ecash) }, request), refuse("on-hold"));
  }));
