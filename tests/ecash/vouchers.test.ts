import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused, refuse } from "../../app/domain/refusal.ts";
import { DAY_MS, MINUTE_MS } from "../../app/domain/time.ts";
import { newVoucherCode } from "../../app/domain/voucher-code.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { noteClaimed } from "../../app/ecash/note-claimed.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { tokensFor } from "../../app/ecash/tokens-for.ts";
import { makeVouchers } from "../../app/ecash/vouchers/make-vouchers.ts";
import { payWithVoucher } from "../../app/ecash/vouchers/pay-with-voucher.ts";
import { returnVouchers } from "../../app/ecash/vouchers/return-vouchers.ts";
import { takeVoucher } from "../../app/ecash/vouchers/take-voucher.ts";
import { voucherKeys } from "../../app/ecash/vouchers/voucher-keys.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { balances } from "../../app/payments/balances.ts";
import { suite } from "../support/suite.ts";
import { assertVouchersBooked, inToken, made, OWNER, statesOf, wanted, withEarned } from "./vouchers.ts";
import type { EcashWorld, Trouble } from "./world.ts";

const test = suite("ecash/vouchers");
const HOWS = ["not-applied", "unanswered"] as const satisfies Trouble["how"][];
const EXPIRED_MS = 30n * DAY_MS + 11n * MINUTE_MS;

async function tokenOf(w: EcashWorld, code: string) {
  const taken = await takeVoucher(w.ecash, { code });
  if (isRefused(taken)) throw new Error(`refused: ${taken.reason}`);
  return (await tokensFor(w.ecash, [taken.voucherId]))[0];
}

async function orderState({ shop: { db } }: EcashWorld, orderId: string): Promise<string> {
  return (await db.selectFrom("orders").select("state").where("id", "=", orderId).executeTakeFirstOrThrow()).state;
}

test("a voucher is worth exactly what it says, whatever the mint takes for spending it", async () => {
  await withEarned(500n, async (w) => {
    const codes = await made(w, { count: 3, amountMsat: msatFromSat(63n) });
    assert.is(new Set(codes).size, 3);
    assert.equal(await statesOf(w), ["waiting", "waiting", "waiting"]);
    await assertVouchersBooked(w);
    for (const code of codes) assert.is((await inToken(w, (await tokenOf(w, code))?.text)).sat, 63n);
    assert.equal(await statesOf(w), ["taken", "taken", "taken"]);
  });
});

test("the same code again shows the same token, until its coins are spent", async () => {
  await withEarned(100n, async (w) => {
    const [code = ""] = await made(w);
    const first = await tokenOf(w, code);
    assert.equal(await tokenOf(w, code), first);
    const order = await w.order(20n);
    await receiveToken(w.ecash, { chargeId: order.chargeId, token: first?.text ?? "" });
    await noteClaimed(w.ecash);
    assert.equal((await tokenOf(w, code))?.isClaimed, true);
  });
});

test("a voucher is taken into one wallet alone when its holder names the key", async () => {
  await withEarned(100n, async (w) => {
    const [code = ""] = await made(w);
    const key = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
    const taken = await takeVoucher(w.ecash, { code, lockedTo: key });
    if (isRefused(taken)) throw new Error(taken.reason);
    const [token] = await tokensFor(w.ecash, [taken.voucherId]);
    const { locks } = await inToken(w, token?.text);
    assert.ok(locks.length > 0);
    for (const lock of locks)
      assert.equal(lock, { keys: [key], signaturesNeeded: 1, refund: undefined, hash: undefined });
  });
});

test("without the code the hub cannot spend a voucher's coins before it expires", async () => {
  await withEarned(100n, async (w) => {
    await made(w);
    w.shop.clock.advance(29n * DAY_MS);
    await returnVouchers(w.ecash);
    assert.equal(await statesOf(w), ["waiting"]);
    // As if the hub's clock were far ahead: the mint's is what counts.
    const ahead = { ...w.ecash, clock: Object.assign(() => w.shop.clock() + EXPIRED_MS) as typeof w.ecash.clock };
    await returnVouchers(ahead);
    assert.equal(await statesOf(w), ["waiting"]);
    await assertVouchersBooked(w);
  });
});

test("neither the code nor anything that spends the coins is written in the clear", async () => {
  await withEarned(100n, async (w) => {
    const [code = ""] = await made(w);
    await tokenOf(w, code);
    const rows = await w.shop.db.selectFrom("voucher").selectAll().execute();
    const ops = await w.shop.db.selectFrom("ecash_op").selectAll().execute();
    const events = await w.shop.db.selectFrom("event").selectAll().execute();
    const text = JSON.stringify([rows, ops, events], (_key, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    for (const secret of [code, code.toLowerCase(), voucherKeys(code).privateKey, "P2PK"])
      assert.not.ok(text.includes(secret), secret);
  });
});

test("an order is paid with a voucher of its price, exactly", async () => {
  await withEarned(200n, async (w) => {
    const [code = ""] = await made(w, { amountMsat: msatFromSat(60n) });
    const order = await w.order(60n);
    const paid = await payWithVoucher(w.ecash, { chargeId: order.chargeId, code });
    assert.equal([paid.kind, paid.kind === "received" && paid.state], ["received", "done"]);
    assert.is(await orderState(w, order.orderId), "paid");
    assert.equal(await statesOf(w), ["used"]);
    assert.is((await balances(w.shop.db)).get("liability:refundable") ?? 0n, 0n);
    const again = await payWithVoucher(w.ecash, { chargeId: order.chargeId, code });
    assert.equal(again, paid);
  });
});

test("what an order does not need of a voucher is its buyer's, and what is missing is still asked for", async () => {
  await withEarned(300n, async (w) => {
    const [code = "", small = ""] = await made(w, { amountMsat: msatFromSat(60n), count: 2 });
    const order = await w.order(45n);
    await payWithVoucher(w.ecash, { chargeId: order.chargeId, code });
    assert.is(await orderState(w, order.orderId), "paid");
    assert.is((await balances(w.shop.db)).get("liability:refundable"), -15_000n);
    const dear = await w.order(90n);
    await payWithVoucher(w.ecash, { chargeId: dear.chargeId, code: small });
    assert.is(await orderState(w, dear.orderId), "open");
  });
});

test("a voucher is had once: taken it pays nothing, used it is not taken, and it pays one order", async () => {
  await withEarned(300n, async (w) => {
    const [first = "", second = ""] = await made(w, { count: 2 });
    const [order, other] = [await w.order(21n), await w.order(21n)];
    await tokenOf(w, first);
    assert.equal(await payWithVoucher(w.ecash, { chargeId: order.chargeId, code: first }), refuse("voucher-used"));
    await payWithVoucher(w.ecash, { chargeId: order.chargeId, code: second });
    assert.equal(await takeVoucher(w.ecash, { code: second }), refuse("voucher-used"));
    assert.equal(await payWithVoucher(w.ecash, { chargeId: other.chargeId, code: second }), refuse("voucher-used"));
  });
});

test("of many who take and pay with the same voucher at the same moment one has it", async () => {
  await withEarned(300n, async (w) => {
    const [code = ""] = await made(w);
    const orders = [await w.order(21n), await w.order(21n)];
    const tries = await Promise.all([
      ...orders.map(({ chargeId }) => payWithVoucher(w.ecash, { chargeId, code })),
      takeVoucher(w.ecash, { code }),
      ...orders.map(({ chargeId }) => payWithVoucher(w.ecash, { chargeId, code })),
    ]);
    w.shop.clock.advance(MINUTE_MS);
    await finishDueOps(w.ecash);
    assert.ok(tries.some((each) => !isRefused(each)));
    const spent = await w.shop.db.selectFrom("ecash_op").select("subject").where("state", "=", "done").execute();
    const [row] = await w.shop.db.selectFrom("voucher").select(["id", "state"]).execute();
    const subjects = new Set([row?.id, ...orders.map(({ chargeId }) => chargeId)]);
    assert.is(spent.filter(({ subject }) => subjects.has(subject)).length, 1);
    assert.ok(row?.state === "used" || row?.state === "taken", row?.state);
  });
});

test("from its last moment on a voucher is refused, and its coins come back", async () => {
  await withEarned(100n, async (w) => {
    const before = (await balances(w.shop.db)).get("asset:ecash") ?? 0n;
    const [code = ""] = await made(w);
    w.shop.clock.advance(30n * DAY_MS);
    assert.equal(await takeVoucher(w.ecash, { code }), refuse("voucher-over"));
    const order = await w.order(21n);
    assert.equal(await payWithVoucher(w.ecash, { chargeId: order.chargeId, code }), refuse("voucher-over"));
    w.shop.clock.advance(11n * MINUTE_MS);
    await returnVouchers(w.ecash);
    assert.equal(await statesOf(w), ["returned"]);
    assert.equal(await takeVoucher(w.ecash, { code }), refuse("voucher-over"));
    const sums = await balances(w.shop.db);
    // One sat for locking them, and one for having them back.
    assert.is(sums.get("asset:ecash"), before - 2_000n);
    assert.is(sums.get("expense:vouchers") ?? 0n, 0n);
  });
});

test("whoever takes a voucher in its last moments and the hub that takes it back do not both have it", async () => {
  await withEarned(200n, async (w) => {
    const [code = ""] = await made(w);
    w.shop.clock.advance(EXPIRED_MS);
    // The holder's request was let in before the end.
    const early = { ...w.ecash, clock: () => (w.shop.clock() - EXPIRED_MS) as ReturnType<typeof w.ecash.clock> };
    await Promise.all([returnVouchers(w.ecash), takeVoucher(early, { code }), returnVouchers(w.ecash)]);
    const [state] = await statesOf(w);
    assert.ok(state === "taken" || state === "returned", state);
  });
});

for (const how of HOWS) {
  test(`vouchers whose making was ${how} are all made later, once`, async () => {
    await withEarned(200n, async (w) => {
      w.trouble.push({ path: "/v1/swap", how });
      const [code = ""] = await made(w, { count: 2 });
      assert.equal(await statesOf(w), ["making", "making"]);
      assert.equal(await takeVoucher(w.ecash, { code }), refuse("voucher-not-now"));
      w.shop.clock.advance(MINUTE_MS);
      await finishDueOps(w.ecash);
      assert.equal(await statesOf(w), ["waiting", "waiting"]);
      assert.is((await inToken(w, (await tokenOf(w, code))?.text)).sat, 21n);
    });
  });

  test(`a voucher whose taking was ${how} is one token later`, async () => {
    await withEarned(200n, async (w) => {
      const [code = ""] = await made(w);
      w.trouble.push({ path: "/v1/swap", how });
      assert.is((await tokenOf(w, code))?.text, undefined);
      const order = await w.order(21n);
      assert.equal(await payWithVoucher(w.ecash, { chargeId: order.chargeId, code }), refuse("voucher-used"));
      w.shop.clock.advance(MINUTE_MS);
      assert.is((await inToken(w, (await tokenOf(w, code))?.text)).sat, 21n);
    });
  });

  test(`a voucher whose payment was ${how} pays its order later, once`, async () => {
    await withEarned(200n, async (w) => {
      const [code = ""] = await made(w);
      const order = await w.order(21n);
      w.trouble.push({ path: "/v1/swap", how });
      await payWithVoucher(w.ecash, { chargeId: order.chargeId, code });
      assert.is(await orderState(w, order.orderId), "open");
      w.shop.clock.advance(MINUTE_MS);
      await finishDueOps(w.ecash);
      assert.is(await orderState(w, order.orderId), "paid");
    });
  });

  test(`a voucher whose return was ${how} comes back later, once`, async () => {
    await withEarned(200n, async (w) => {
      await made(w);
      w.shop.clock.advance(EXPIRED_MS);
      w.trouble.push({ path: "/v1/swap", how });
      await returnVouchers(w.ecash);
      assert.equal(await statesOf(w), ["leaving"]);
      w.shop.clock.advance(MINUTE_MS);
      await finishDueOps(w.ecash);
      assert.equal(await statesOf(w), ["returned"]);
    });
  });
}

test("more than the hub has is not promised, and a form that is sent twice makes its vouchers once", async () => {
  await withEarned(100n, async (w) => {
    const much = wanted(w, { amountMsat: msatFromSat(60n), count: 2 });
    assert.equal(await makeVouchers(w.ecash, much, OWNER), refuse("ecash-too-little"));
    assert.equal(await statesOf(w), []);
    const once = wanted(w);
    assert.is((await makeVouchers(w.ecash, once, OWNER)).kind, "made");
    assert.equal(await makeVouchers(w.ecash, once, OWNER), refuse("vouchers-made"));
    assert.equal(await statesOf(w), ["waiting"]);
  });
});

test("vouchers are good after the mint has turned to new keys", async () => {
  await withEarned(300n, async (w) => {
    const [first = "", second = ""] = await made(w, { count: 2 });
    w.mint.rotate({ feePpk: 100n });
    assert.is((await inToken(w, (await tokenOf(w, first))?.text)).sat, 21n);
    const order = await w.order(21n);
    await payWithVoucher(w.ecash, { chargeId: order.chargeId, code: second });
    assert.is(await orderState(w, order.orderId), "paid");
  });
});

test("vouchers that the mint refuses to make were never there, and their coins are the hub's again", async () => {
  await withEarned(100n, async (w) => {
    w.mint.rotate();
    assert.equal(await makeVouchers(w.ecash, wanted(w), OWNER), refuse("voucher-not-now"));
    assert.equal(await statesOf(w), ["failed"]);
    // The refusal has made the new keys known.
    assert.is((await makeVouchers(w.ecash, wanted(w), OWNER)).kind, "made");
    assert.equal((await statesOf(w)).toSorted(), ["failed", "waiting"]);
  });
});

test("of a mint that did wrong no voucher is asked for, and none is lost by it", async () => {
  await withEarned(100n, async (w) => {
    const [code = ""] = await made(w);
    const set = (state: "on" | "quarantined") => w.shop.db.updateTable("mint").set({ state }).execute();
    await set("quarantined");
    assert.equal(await takeVoucher(w.ecash, { code }), refuse("voucher-not-now"));
    const order = await w.order(21n);
    assert.equal(await payWithVoucher(w.ecash, { chargeId: order.chargeId, code }), refuse("voucher-not-now"));
    assert.equal(await makeVouchers(w.ecash, wanted(w), OWNER), refuse("voucher-not-now"));
    await set("on");
    assert.is((await inToken(w, (await tokenOf(w, code))?.text)).sat, 21n);
  });
});

test("coins that the mint says were spent elsewhere are gone from the books, and the voucher with them", async () => {
  await withEarned(100n, async (w) => {
    const [code = ""] = await made(w);
    const copy = await w.shop.db.selectFrom("voucher").selectAll().executeTakeFirstOrThrow();
    await tokenOf(w, code);
    // As after a restored backup: the voucher looks as if nobody had taken it.
    await w.shop.db.deleteFrom("ecash_token").execute();
    await w.shop.db.deleteFrom("ecash_input").execute();
    await w.shop.db.deleteFrom("voucher").execute();
    await w.shop.db.insertInto("voucher").values(copy).execute();
    const order = await w.order(21n);
    const paid = await payWithVoucher(w.ecash, { chargeId: order.chargeId, code });
    assert.not.ok(paid.kind === "received" && paid.state === "done");
    assert.equal(await statesOf(w), ["gone"]);
    assert.is(await orderState(w, order.orderId), "open");
    // The books of the restored hub had said that it is there still, which this test has not put back.
    await w.shop.db.deleteFrom("balance").execute();
    await w.shop.db.deleteFrom("coin").execute();
  });
});

test("a code that was never made, and the code of an order that does not exist, are told apart from used ones", async () => {
  await withEarned(100n, async (w) => {
    const never = newVoucherCode(w.ecash.random);
    assert.equal(await takeVoucher(w.ecash, { code: never }), refuse("voucher-unknown"));
    const order = await w.order(21n);
    assert.equal(await payWithVoucher(w.ecash, { chargeId: order.chargeId, code: never }), refuse("voucher-unknown"));
    const [code = ""] = await made(w);
    assert.equal(await payWithVoucher(w.ecash, { chargeId: "chg_none", code }), refuse("unknown-order"));
  });
});
