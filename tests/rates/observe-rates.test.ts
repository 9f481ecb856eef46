import * as assert from "uvu/assert";
import { outsideTransactions } from "../../app/db/outside.ts";
import { NotApplied } from "../../app/domain/outcome.ts";
import { HOUR_MS, MINUTE_MS } from "../../app/domain/time.ts";
import type { RateSource } from "../../app/gateways/rates/port.ts";
import { sandboxRates } from "../../app/gateways/rates/sandbox.ts";
import { currentRates } from "../../app/rates/current-rates.ts";
import { newestRate } from "../../app/rates/newest-rate.ts";
import { observeRates } from "../../app/rates/observe-rates.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { testClock } from "../support/world.ts";

const test = suite("rates/observe-rates");
const db = await openTestDatabase();
const clock = testClock();
test.after(() => db.destroy());

const says = (name: string, rates: Record<string, bigint>): RateSource =>
  outsideTransactions({
    name,
    fetchRates: async (currencies: readonly string[]) =>
      new Map(Object.entries(rates).filter(([currency]) => currencies.includes(currency))),
  });

const dead: RateSource = { name: "dead", fetchRates: () => Promise.reject(new NotApplied("out of reach")) };

test("the median of the sources becomes the rate, with their names", async () => {
  const sources = [says("a", { KRW: 1_000n, USD: 7n }), says("b", { KRW: 1_010n }), says("c", { KRW: 1_020n }), dead];
  const observed = await observeRates(db, sources, ["KRW", "USD", "SAT", "KRW"], clock());
  assert.equal(observed, {
    rates: [{ currency: "KRW", minorPerBtc: 1_010n, source: "median of a, b, c", atMs: clock() }],
    silent: ["dead"],
    outliers: [],
    undecided: ["USD"],
  });
  assert.equal(await newestRate(db, "KRW", clock()), { ...observed.rates[0], freshness: "fresh" });
});

test("an outlier is refused by name and does not move the rate", async () => {
  clock.advance(MINUTE_MS);
  const sources = [
    says("a", { KRW: 2_000n }),
    says("b", { KRW: 2_000n }),
    says("c", { KRW: 2_001n }),
    says("d", { KRW: 2n }),
  ];
  const observed = await observeRates(db, sources, ["KRW"], clock());
  assert.equal(observed.outliers, [{ currency: "KRW", source: "d" }]);
  assert.is((await newestRate(db, "KRW", clock()))?.minorPerBtc, 2_000n);
});

test("when too few sources agree the last good rate stays", async () => {
  const before = await newestRate(db, "KRW", clock());
  clock.advance(MINUTE_MS);
  const observed = await observeRates(
    db,
    [says("a", { KRW: 9n }), says("b", { KRW: 9n }), dead, dead],
    ["KRW"],
    clock(),
  );
  assert.equal([observed.rates, observed.undecided, observed.silent], [[], ["KRW"], ["dead", "dead"]]);
  assert.equal(await newestRate(db, "KRW", clock()), before);
});

test("two hub processes that observe at the same instant write one row", async () => {
  clock.advance(MINUTE_MS);
  const sources = [says("a", { EUR: 5n }), says("b", { EUR: 5n }), says("c", { EUR: 5n })];
  await Promise.all([observeRates(db, sources, ["EUR"], clock()), observeRates(db, sources, ["EUR"], clock())]);
  const rows = await db.selectFrom("rate").select("id").where("currency", "=", "EUR").execute();
  assert.is(rows.length, 1);
});

test("observations too old to be used are dropped", async () => {
  clock.advance(2n * HOUR_MS);
  await observeRates(db, [sandboxRates()], ["USD"], clock(), 1);
  const rows = await db.selectFrom("rate").select(["currency", "source"]).execute();
  assert.equal(rows, [{ currency: "USD", source: "sandbox" }]);
  assert.equal([...(await currentRates(db, clock())).keys()], ["USD"]);
});

test("a source that breaks in a way nobody planned is a bug and is thrown", async () => {
  const broken: RateSource = { name: "broken", fetchRates: () => Promise.reject(new TypeError("no such method")) };
  await rejects(observeRates(db, [broken], ["KRW"], clock()), /no such method/);
});
