import fc from "fast-check";
import * as assert from "uvu/assert";
import { MAX_MSAT, MSAT_PER_BTC, MSAT_PER_SAT, msat, timesMsat } from "../../app/domain/money.ts";
import {
  MAX_PRICE_MINOR,
  SAT,
  decimalsOf,
  formatPriceAmount,
  msatToMinor,
  parsePrice,
  priceToMsat,
} from "../../app/domain/price.ts";
import type { Rate } from "../../app/domain/price.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/price");

const currency = fc.constantFrom("KRW", "USD", "EUR", "JPY", "BHD", SAT);
const minor = fc.bigInt({ min: 0n, max: MAX_PRICE_MINOR });
/** From a won worth a bitcoin to a bitcoin worth 10^13 of the smallest unit. */
const minorPerBtc = fc.bigInt({ min: 1n, max: 10n ** 13n });

const rateOf = (perBtc: bigint): Rate => ({ currency: "USD", minorPerBtc: perBtc, source: "test", atMs: 0n });
const dollars = (cents: bigint) => ({ currency: "USD", minor: cents });

test("a price written out and read back is the same price", () => {
  fc.assert(
    fc.property(currency, minor, (code, amount) => {
      const price = { currency: code, minor: amount };
      assert.equal(parsePrice(formatPriceAmount(price), code), price);
    }),
  );
});

test("a price is read only when it is exact in its currency", () => {
  assert.equal(parsePrice("12.5", "USD"), { currency: "USD", minor: 1_250n });
  assert.equal(parsePrice("18200", "KRW"), { currency: "KRW", minor: 18_200n });
  assert.equal(parsePrice("1.234", "BHD"), { currency: "BHD", minor: 1_234n });
  for (const text of [
    "12.505",
    "1e3",
    "-1",
    "+1",
    "01",
    ".5",
    "5.",
    "1,000",
    "",
    " 1",
    "10000000000.01",
    "9".repeat(20),
  ]) {
    assert.is(parsePrice(text, "USD"), undefined, text);
  }
  assert.is(parsePrice("18200.0", "KRW"), undefined);
  assert.is(parsePrice("0.5", SAT), undefined);
});

test("only SAT and ISO 4217 codes are currencies", () => {
  assert.equal([SAT, "KRW", "USD", "BHD"].map(decimalsOf), [0, 0, 2, 3]);
  assert.equal(["usd", "US", "ZZZ", "BTC ", "__proto__", ""].map(decimalsOf), Array.from({ length: 6 }));
});

test("a price in sats is exact and needs no rate", () => {
  fc.assert(
    fc.property(minor, minorPerBtc, (sats, perBtc) => {
      assert.is(priceToMsat({ currency: SAT, minor: sats }, undefined), sats * MSAT_PER_SAT);
      assert.is(priceToMsat({ currency: SAT, minor: sats }, rateOf(perBtc)), sats * MSAT_PER_SAT);
    }),
  );
});

test("a fiat price becomes whole sats, rounded up by less than one sat", () => {
  fc.assert(
    fc.property(minor, minorPerBtc, (cents, perBtc) => {
      const amount = priceToMsat(dollars(cents), rateOf(perBtc));
      // Compared by cross-multiplication, so that the check itself loses nothing.
      if (amount === undefined) return assert.ok(cents * MSAT_PER_BTC > (MAX_MSAT - MSAT_PER_SAT) * perBtc);
      assert.is(amount % MSAT_PER_SAT, 0n);
      assert.ok(amount * perBtc >= cents * MSAT_PER_BTC, "never less than the price");
      assert.ok((amount - MSAT_PER_SAT) * perBtc < cents * MSAT_PER_BTC, "never a whole sat more");
    }),
  );
});

test("a dearer price or a weaker currency never costs fewer sats", () => {
  const price = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const rate = fc.bigInt({ min: 10n ** 4n, max: 10n ** 13n });
  fc.assert(
    fc.property(price, price, rate, rate, (cents, more, perBtc, higher) => {
      const [low, high] = perBtc < higher ? [perBtc, higher] : [higher, perBtc];
      const at = (amount: bigint, per: bigint) => priceToMsat(dollars(amount), rateOf(per)) ?? MAX_MSAT;
      assert.ok(at(cents + more, low) >= at(cents, low));
      assert.ok(at(cents, low) >= at(cents, high));
    }),
  );
});

test("lines add up: a line is its unit price times its quantity, and splitting an order moves no sat", () => {
  const line = fc.record({
    cents: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    quantity: fc.bigInt({ min: 1n, max: 1_000n }),
    first: fc.bigInt({ min: 0n, max: 1_000n }),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.bigInt({ min: 10n ** 6n, max: 10n ** 13n }),
      (lines, perBtc) => {
        const unit = (cents: bigint) => priceToMsat(dollars(cents), rateOf(perBtc)) ?? msat(0n);
        const whole = lines.reduce((sum, { cents, quantity }) => sum + timesMsat(unit(cents), quantity), 0n);
        const split = lines.reduce((sum, { cents, quantity, first }) => {
          const part = first < quantity ? first : quantity;
          return sum + timesMsat(unit(cents), part) + timesMsat(unit(cents), quantity - part);
        }, 0n);
        assert.is(split, whole);
        const exactCents = lines.reduce((sum, { cents, quantity }) => sum + cents * quantity, 0n);
        const items = lines.reduce((sum, { quantity }) => sum + quantity, 0n);
        assert.ok(whole * perBtc >= exactCents * MSAT_PER_BTC, "the seller never gets less than the prices say");
        assert.ok(
          (whole - items * MSAT_PER_SAT) * perBtc < exactCents * MSAT_PER_BTC,
          "the buyer pays less than a sat more per piece",
        );
      },
    ),
  );
});

test("what an amount is worth is off by at most half a minor unit, halves counted up", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MAX_MSAT }), minorPerBtc, (amount, perBtc) => {
      const worth = msatToMinor(msat(amount), rateOf(perBtc));
      const errorTwice = 2n * (worth * MSAT_PER_BTC - amount * perBtc);
      assert.ok(errorTwice <= MSAT_PER_BTC && errorTwice > -MSAT_PER_BTC);
    }),
  );
});

test("where a sat is worth at most half a minor unit, a price shown back in its currency is the price", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.bigInt({ min: 10n ** 5n, max: 5n * 10n ** 7n }),
      (cents, perBtc) => {
        const amount = priceToMsat(dollars(cents), rateOf(perBtc));
        assert.ok(amount !== undefined);
        assert.is(msatToMinor(amount, rateOf(perBtc)), cents);
      },
    ),
  );
});

test("a rate of another currency, of nothing, or none at all gives no amount", () => {
  assert.is(priceToMsat(dollars(100n), undefined), undefined);
  assert.is(priceToMsat({ currency: "EUR", minor: 100n }, rateOf(11_000_000n)), undefined);
  assert.is(priceToMsat(dollars(100n), rateOf(0n)), undefined);
  assert.is(priceToMsat(dollars(MAX_PRICE_MINOR), rateOf(1n)), undefined);
});
