import * as assert from "uvu/assert";
import { formatFor } from "../../../ui/i18n/format.ts";
import { suite } from "../../support/suite.ts";

const test = suite("ui/i18n/format");

const english = formatFor("en");
const korean = formatFor("ko", "Asia/Seoul");

test("sats are whole, grouped and carry their unit", () => {
  assert.is(english.sats(12_345_000n), "12,345 sat");
  assert.is(korean.sats(12_345_000n), "12,345 sat");
  assert.is(english.sats(0n), "0 sat");
});

test("half a satoshi rounds up for display", () => {
  assert.is(english.sats(12_345_499n), "12,345 sat");
  assert.is(english.sats(12_345_500n), "12,346 sat");
});

test("an amount below one satoshi never reads as nothing", () => {
  assert.is(english.sats(1n), "0.001 sat");
  assert.is(english.sats(499n), "0.499 sat");
});

test("an exact amount shows every msat", () => {
  assert.is(english.sats(12_345_678n, { isExact: true }), "12,345.678 sat");
  assert.is(english.sats(12_345_000n, { isExact: true }), "12,345 sat");
});

test("all the bitcoin there will ever be is written out to the last digit", () => {
  assert.is(english.sats(2_099_999_997_690_000_001n, { isExact: true }), "2,099,999,997,690,000.001 sat");
  assert.is(english.fiat({ currency: "KRW", minor: 9_007_199_254_740_993n }), "₩9,007,199,254,740,993");
});

test("a currency has its own number of decimals", () => {
  assert.is(english.fiat({ currency: "KRW", minor: 18_200n }), "₩18,200");
  assert.is(korean.fiat({ currency: "KRW", minor: 18_200n }), "₩18,200");
  assert.is(english.fiat({ currency: "USD", minor: 5n }), "$0.05");
  assert.is(english.fiat({ currency: "USD", minor: -1250n }), "-$12.50");
  assert.is(english.fiat({ currency: "JPY", minor: 7n }), "¥7");
});

test("a screen reader hears the currency by its name", () => {
  assert.is(english.fiatWords({ currency: "KRW", minor: 18_200n }), "18,200 South Korean won");
  assert.is(korean.fiatWords({ currency: "KRW", minor: 18_200n }), "18,200 대한민국 원");
});

test("a clock counts in minutes, and in hours when there are any", () => {
  assert.is(english.clock(899_000), "14:59");
  assert.is(english.clock(898_001), "14:59");
  assert.is(english.clock(3_723_000), "1:02:03");
  assert.is(english.clock(9_000), "0:09");
  assert.is(english.clock(-5), "0:00");
});

test("lengths and distances of time are said in the largest unit that fits", () => {
  assert.is(english.duration(900_000), "15 minutes");
  assert.is(korean.duration(900_000), "15분");
  assert.is(english.relative(1000, 7_201_000), "2 hours ago");
  assert.is(korean.relative(86_401_000, 1000), "내일");
});

test("times are those of the shop's place", () => {
  assert.match(korean.dateTime(1_795_400_000_000), /^2026\.\s11\.\s23\./);
  assert.is.not(formatFor("ko", "UTC").time(1_795_400_000_000), korean.time(1_795_400_000_000));
});

test("sizes of files are said with one decimal at most", () => {
  assert.is(english.bytes(0), "0 byte");
  assert.is(english.bytes(1_450_000), "1.5 MB");
});

test("shares are said in percent", () => assert.is(english.percent(0.255), "25.5%"));
