import fc from "fast-check";
import * as assert from "uvu/assert";
import {
  MAX_MSAT,
  MSAT_PER_SAT,
  ZERO_MSAT,
  addMsat,
  ceilToSat,
  divideUp,
  msat,
  msatFromSat,
  parseMsat,
  subtractMsat,
  timesMsat,
} from "../../app/domain/money.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/money");

const amount = fc.bigInt({ min: 0n, max: MAX_MSAT }).map(msat);
const half = fc.bigInt({ min: 0n, max: MAX_MSAT / 2n }).map(msat);

test("an amount is between nothing and all bitcoin there will ever be", () => {
  assert.is(msat(0n), 0n);
  assert.is(msat(MAX_MSAT), 21_000_000n * 100_000_000n * 1_000n);
  assert.throws(() => msat(-1n), /not between/);
  assert.throws(() => msat(MAX_MSAT + 1n), /not between/);
});

test("the largest amount fits into a 64-bit integer", () => {
  assert.ok(MAX_MSAT < 2n ** 63n);
});

test("text of an amount is read back to the same amount, to the last msat", () => {
  fc.assert(fc.property(amount, (value) => assert.is(parseMsat(value.toString()), value)));
});

test("text that is read as an amount is the only text for it", () => {
  const nearly = fc.oneof(fc.string(), fc.stringMatching(/^[-+ 0]?\d{1,22}(?:[.eEn_ ]\d*)?$/), fc.bigInt().map(String));
  fc.assert(
    fc.property(nearly, (text) => {
      const value = parseMsat(text);
      assert.ok(value === undefined || value.toString() === text);
    }),
  );
});

test("signs, leading zeros, fractions, exponents, other digits and too much are no amounts", () => {
  const refused = [
    "",
    "-1",
    "+1",
    "00",
    "01",
    "1.0",
    "1e3",
    "1_000",
    " 1",
    "1 ",
    "1n",
    "0x10",
    "١",
    "１",
    "NaN",
    `${MAX_MSAT + 1n}`,
    "9".repeat(1_000_000),
  ];
  for (const text of refused) assert.is(parseMsat(text), undefined, text.slice(0, 30));
});

test("adding loses and creates nothing, in any order", () => {
  const few = fc.array(fc.bigInt({ min: 0n, max: MAX_MSAT / 20n }).map(msat), { maxLength: 20 });
  fc.assert(
    fc.property(few, (amounts) => {
      assert.is(
        addMsat(...amounts),
        amounts.reduce((sum: bigint, each) => sum + each, 0n),
      );
      assert.is(addMsat(...amounts.toReversed()), addMsat(...amounts));
    }),
  );
  assert.is(addMsat(), ZERO_MSAT);
});

test("what was added can be taken away again, and more cannot", () => {
  fc.assert(
    fc.property(half, half, (left, right) => {
      assert.is(subtractMsat(addMsat(left, right), right), left);
      assert.throws(() => subtractMsat(left, msat(left + 1n)), /not between/);
    }),
  );
});

test("a sum beyond all bitcoin throws instead of wrapping around", () => {
  assert.throws(() => addMsat(msat(MAX_MSAT), msat(1n)), /not between/);
  assert.throws(() => timesMsat(msat(MAX_MSAT), 2n), /not between/);
  assert.throws(() => timesMsat(msat(1n), -1n), /not between/);
});

test("a quantity costs as much as its pieces one by one", () => {
  const piece = fc.bigInt({ min: 0n, max: MAX_MSAT / 50n }).map(msat);
  fc.assert(
    fc.property(piece, fc.integer({ min: 0, max: 50 }), (price, quantity) => {
      assert.is(timesMsat(price, BigInt(quantity)), addMsat(...Array.from({ length: quantity }, () => price)));
    }),
  );
});

test("rounding to a whole satoshi goes up, by less than one satoshi, and leaves whole ones alone", () => {
  const roundable = fc.bigInt({ min: 0n, max: MAX_MSAT }).map(msat);
  fc.assert(
    fc.property(roundable, (value) => {
      const rounded = ceilToSat(value);
      assert.is(rounded % MSAT_PER_SAT, 0n);
      assert.ok(rounded >= value && rounded - value < MSAT_PER_SAT);
      assert.is(ceilToSat(rounded), rounded);
    }),
  );
});

test("a satoshi is a thousand msat", () => {
  assert.is(msatFromSat(21n), 21_000n);
  assert.throws(() => msatFromSat(-1n), /not between/);
});

test("division rounds up by less than one, and only then", () => {
  const dividend = fc.bigInt({ min: 0n, max: 2n ** 80n });
  const divisor = fc.bigInt({ min: 1n, max: 2n ** 70n });
  fc.assert(
    fc.property(dividend, divisor, (left, right) => {
      const quotient = divideUp(left, right);
      assert.ok(quotient * right >= left && (quotient - 1n) * right < left);
    }),
  );
  assert.throws(() => divideUp(1n, 0n), /must be positive/);
  assert.throws(() => divideUp(1n, -1n), /must be positive/);
});
