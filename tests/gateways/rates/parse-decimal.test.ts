import fc from "fast-check";
import * as assert from "uvu/assert";
import { parseDecimal } from "../../../app/gateways/rates/parse-decimal.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/rates/parse-decimal");

test("a price is read to the last digit, also beyond what a float can hold", () => {
  assert.is(parseDecimal("110000.5", 2), 11_000_050n);
  assert.is(parseDecimal("9007199254740993", 0), 9_007_199_254_740_993n);
  assert.is(parseDecimal("148601000.00000000", 0), 148_601_000n);
  assert.is(parseDecimal("1.5E8", 0), 150_000_000n);
  assert.is(parseDecimal("1234567.89e-2", 2), 1_234_568n);
});

test("digits finer than the currency are rounded half up", () => {
  assert.is(parseDecimal("0.005", 2), 1n);
  assert.is(parseDecimal("0.004999", 2), 0n);
  assert.is(parseDecimal("99.995", 2), 10_000n);
});

test("anything but a non-negative number is no price", () => {
  for (const text of ["", "-1", "+1", "1,5", " 1", "0x10", "NaN", "Infinity", "1e999", "1.", ".5", "1".repeat(31)]) {
    assert.is(parseDecimal(text, 2), undefined, text);
  }
});

test("any whole number of minor units survives being written with a point", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 4 }), (minor, decimals) => {
      const digits = minor.toString().padStart(decimals + 1, "0");
      const point = digits.length - decimals;
      const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
      return parseDecimal(text, decimals) === minor;
    }),
  );
});
