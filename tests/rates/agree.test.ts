import fc from "fast-check";
import * as assert from "uvu/assert";
import { agree } from "../../app/rates/agree.ts";
import { suite } from "../support/suite.ts";

const test = suite("rates/agree");

const quotes = (...values: bigint[]) => values.map((minorPerBtc, index) => ({ source: `s${index}`, minorPerBtc }));

test("the answer is the middle quote", () => {
  assert.equal(agree(quotes(103n, 100n, 101n), 3), { minorPerBtc: 101n, sources: ["s0", "s1", "s2"], outliers: [] });
});

test("of an even number the two in the middle are averaged, rounded down", () => {
  assert.is(agree(quotes(1000n, 1003n, 1008n, 999n), 3)?.minorPerBtc, 1001n);
});

test("a quote more than a tenth from the middle is refused and named", () => {
  assert.equal(agree(quotes(1000n, 1001n, 1002n, 1n, 5000n), 3), {
    minorPerBtc: 1001n,
    sources: ["s0", "s1", "s2"],
    outliers: ["s3", "s4"],
  });
  assert.equal(agree(quotes(1000n, 1000n, 1100n, 900n), 3)?.outliers, []);
  assert.equal(agree(quotes(1000n, 1000n, 1101n, 899n, 1000n), 3)?.outliers, ["s2", "s3"]);
});

test("too few sources that agree give no rate", () => {
  assert.is(agree(quotes(1000n, 1001n), 3), undefined);
  assert.is(agree(quotes(1000n, 1001n, 2000n), 3), undefined);
  assert.is(agree([], 0), undefined);
});

test("one liar among honest sources cannot move the rate outside what they said", () => {
  const honest = fc.array(fc.bigInt({ min: 95_000n, max: 105_000n }), { minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(honest, fc.bigInt({ min: 1n, max: 10n ** 15n }), (said, lie) => {
      const sorted = said.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
      const rate = agree(quotes(...said, lie), 3)?.minorPerBtc;
      assert.ok(rate === undefined || (rate >= (sorted[0] ?? 0n) && rate <= (sorted.at(-1) ?? 0n)));
    }),
  );
});
