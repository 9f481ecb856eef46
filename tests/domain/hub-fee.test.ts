import fc from "fast-check";
import * as assert from "uvu/assert";
import { hubFeeOf } from "../../app/domain/hub-fee.ts";
import { msat } from "../../app/domain/money.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/hub-fee");

test("the hub's share is rounded down to a whole satoshi, in the seller's favour", () => {
  assert.is(hubFeeOf(msat(12_345_000n), { ppm: 20_000n, leastMsat: msat(0n) }), 246_000n);
  assert.is(hubFeeOf(msat(49_000n), { ppm: 20_000n, leastMsat: msat(0n) }), 0n);
});

test("it is no less than the least, and never more than the order", () => {
  assert.is(hubFeeOf(msat(49_000n), { ppm: 20_000n, leastMsat: msat(10_000n) }), 10_000n);
  assert.is(hubFeeOf(msat(9_000n), { ppm: 20_000n, leastMsat: msat(10_000n) }), 9_000n);
  assert.is(hubFeeOf(msat(9_000n), { ppm: 1_000_000n, leastMsat: msat(0n) }), 9_000n);
});

test("whatever is set, seller and hub have the whole total between them", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 1_000_000_000_000n }),
      fc.bigInt({ min: 0n, max: 1_000_000n }),
      fc.bigInt({ min: 0n, max: 100_000_000n }),
      (sat, ppm, leastSat) => {
        const total = msat(sat * 1_000n);
        const fee = hubFeeOf(total, { ppm, leastMsat: msat(leastSat * 1_000n) });
        assert.ok(fee >= 0n && fee <= total);
        assert.is(fee % 1_000n, 0n);
        assert.ok(fee * 1_000_000n <= total * ppm || fee === leastSat * 1_000n || fee === total);
      },
    ),
  );
});
