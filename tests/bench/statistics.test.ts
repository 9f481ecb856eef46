import fc from "fast-check";
import * as assert from "uvu/assert";
import { median, quantile } from "../../scripts/bench/statistics.ts";
import { suite } from "../support/suite.ts";

const test = suite("bench/statistics");

test("a quantile is a value that was measured, whatever the order", () => {
  const values = [30, 10, 20, 50, 40];
  assert.equal([quantile(values, 0), median(values), quantile(values, 950), quantile(values, 1000)], [10, 30, 50, 50]);
  assert.is(
    quantile(
      Array.from({ length: 100 }, (_, index) => 100 - index),
      950,
    ),
    95,
  );
});

test("at least so many of a thousand do not exceed it, and one less would be too few", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 1, max: 1000 }), (values, perMille) => {
      const found = quantile(values, perMille);
      const [within, below] = [
        values.filter((value) => value <= found).length,
        values.filter((value) => value < found).length,
      ];
      return within * 1000 >= values.length * perMille && below * 1000 < values.length * perMille;
    }),
  );
});

test("nothing measured is an error, not a zero that keeps every budget", () => {
  assert.throws(() => median([]), /nothing was measured/);
});
