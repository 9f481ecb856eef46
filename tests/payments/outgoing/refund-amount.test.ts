import * as assert from "uvu/assert";
import { refundAmount } from "../../../app/payments/outgoing/refund-amount.ts";
import type { RefundWish, Returnable } from "../../../app/payments/outgoing/refund-amount.ts";
import { suite } from "../../support/suite.ts";

const test = suite("payments/outgoing/refund-amount");

const won = (minorPerBtc: bigint) => ({ currency: "KRW", minorPerBtc, source: "test", atMs: 0n });

/** 15,000 won paid with 10,000 sat, and 700 sat too much. */
const IN_WON: Returnable = {
  owedMsat: 700_500n,
  earnedMsat: 10_000_000n,
  orderRate: won(150_000_000n),
  todayRate: won(300_000_000n),
};
const IN_SATS: Returnable = { ...IN_WON, orderRate: undefined, todayRate: undefined };

function amount(of: Returnable, wish: Partial<RefundWish>) {
  return refundAmount(of, { part: "all", worth: "paid", named: undefined, ...wish });
}

test("what was paid too much goes back in whole sats, and so does everything", () => {
  assert.is(amount(IN_SATS, { part: "owed" })?.amountMsat, 700_000n);
  assert.is(amount(IN_SATS, {})?.amountMsat, 10_700_000n);
  assert.is(amount(IN_SATS, {})?.todayMsat, undefined);
});

test("when a bitcoin buys twice as much, the same worth is half the sats", () => {
  const all = amount(IN_WON, { worth: "today" });
  assert.equal(all?.worth, { currency: "KRW", minor: 16_050n });
  assert.equal([all?.amountMsat, all?.paidMsat, all?.todayMsat], [5_350_000n, 10_700_000n, 5_350_000n]);
});

test("when a bitcoin buys half as much, no more goes back than is here", () => {
  const all = amount({ ...IN_WON, todayRate: won(75_000_000n) }, { worth: "today" });
  assert.equal([all?.amountMsat, all?.todayMsat, all?.isCapped], [10_700_000n, 21_400_000n, true]);
  assert.is(amount(IN_WON, {})?.isCapped, false);
});

test("an amount is named in sats or in the order's currency, and rounded up to whole sats", () => {
  const some = (currency: string, minor: bigint, worth: RefundWish["worth"] = "paid", of = IN_WON) =>
    amount(of, { part: "some", worth, named: { currency, minor } })?.amountMsat;
  assert.is(some("SAT", 1_200n), 1_200_000n);
  assert.is(some("SAT", 1_200n, "today"), 600_000n);
  assert.is(some("KRW", 1_000n), 667_000n);
  assert.is(some("KRW", 1_000n, "today"), 334_000n);
  assert.is(some("SAT", 99_999n), 10_700_000n);
});

test("nothing, an unknown rate or another currency is no amount", () => {
  const some = (of: Returnable, named: RefundWish["named"], worth: RefundWish["worth"] = "paid") =>
    amount(of, { part: "some", named, worth });
  assert.is(some(IN_WON, undefined), undefined);
  assert.is(some(IN_WON, { currency: "SAT", minor: 0n }), undefined);
  assert.is(some(IN_WON, { currency: "USD", minor: 5n }), undefined);
  assert.is(some(IN_SATS, { currency: "KRW", minor: 5n }), undefined);
  assert.is(amount({ ...IN_WON, todayRate: undefined }, { worth: "today" }), undefined);
  assert.is(amount({ ...IN_SATS, owedMsat: 400n, earnedMsat: 0n }, {}), undefined);
});
