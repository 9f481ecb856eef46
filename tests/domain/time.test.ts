import fc from "fast-check";
import * as assert from "uvu/assert";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, afterMs, blockHeight, unixMs } from "../../app/domain/time.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/time");
const LAST = 8_640_000_000_000_000n;

test("a time is a millisecond that a date can show", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: LAST }), (ms) => {
      assert.is(unixMs(ms), ms);
      assert.is(new Date(Number(ms)).getTime(), Number(ms));
    }),
  );
});

test("times before 1970 and beyond what a date can show are refused", () => {
  assert.throws(() => unixMs(-1n), /not a time/);
  assert.throws(() => unixMs(LAST + 1n), /not a time/);
});

test("a later time is exactly that much later", () => {
  const start = unixMs(1_790_000_000_000n);
  assert.is(afterMs(start, DAY_MS) - start, 24n * HOUR_MS);
  assert.is(afterMs(start, -HOUR_MS), start - 60n * MINUTE_MS);
  assert.is(MINUTE_MS, 60n * SECOND_MS);
  assert.throws(() => afterMs(unixMs(LAST), 1n), /not a time/);
});

test("a block height is a whole number from nothing on", () => {
  assert.is(blockHeight(0), 0);
  assert.is(blockHeight(900_000), 900_000);
  for (const wrong of [-1, 1.5, NaN, Infinity, 2 ** 53]) assert.throws(() => blockHeight(wrong), /not a block height/);
});
