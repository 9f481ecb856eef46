import fc from "fast-check";
import * as assert from "uvu/assert";
import { allocate } from "../../app/domain/allocation.ts";
import type { OrderState } from "../../app/domain/order-state.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/allocation");

const states = ["open", "paid", "shipped", "received", "closed", "expired", "cancelled"] as const;
const amount = fc.bigInt({ min: 0n, max: 10_000_000n });
const received = fc
  .record({
    state: fc.constantFrom<OrderState>(...states),
    receivedMsat: amount,
    totalMsat: fc.bigInt({ min: 1n, max: 10_000_000n }),
    share: amount,
    hasChainPayment: fc.boolean(),
  })
  .map(({ share, ...rest }) => ({ ...rest, hubFeeMsat: share > rest.totalMsat ? rest.totalMsat : share }));

test("whatever came and whatever the fee, its parts add up to it and none is below nothing", () => {
  fc.assert(
    fc.property(received, (given) => {
      const { pending, seller, hubFee, refundable } = allocate(given);
      assert.is(pending + seller + hubFee + refundable, given.receivedMsat);
      assert.ok([pending, seller, hubFee, refundable].every((part) => part >= 0n));
      assert.ok(hubFee <= given.hubFeeMsat);
    }),
  );
});

test("the hub keeps nothing of an order that is not paid", () => {
  for (const state of ["open", "expired", "cancelled"] as const) {
    const shares = allocate({
      state,
      receivedMsat: 5_000n,
      totalMsat: 5_000n,
      hubFeeMsat: 500n,
      hasChainPayment: false,
    });
    assert.is(shares.hubFee, 0n);
  }
});

test("what the order was short of is missing to the seller, not to the hub, up to what came", () => {
  const short = { state: "paid", totalMsat: 10_000n, hubFeeMsat: 500n, hasChainPayment: false } as const;
  assert.equal(allocate({ ...short, receivedMsat: 9_000n }), {
    pending: 0n,
    seller: 8_500n,
    hubFee: 500n,
    refundable: 0n,
  });
  assert.is(allocate({ ...short, receivedMsat: 300n }).hubFee, 300n);
});
