import fc from "fast-check";
import * as assert from "uvu/assert";
import { transact } from "../../../app/db/transact.ts";
import type { Db } from "../../../app/db/database.ts";
import { DAY_MS } from "../../../app/domain/time.ts";
import { releaseFee, spendFee } from "../../../app/payments/fee-budget/end-reservation.ts";
import { budgetOf } from "../../../app/payments/fee-budget/budget-of.ts";
import { reserveFee, usedMsat } from "../../../app/payments/fee-budget/reserve-fee.ts";
import { openTestDatabase } from "../../support/database.ts";
import { suite } from "../../support/suite.ts";
import { testClock } from "../../support/world.ts";

const test = suite("payments/fee-budget");
const CAP_MSAT = 100_000n;

async function openBudget() {
  const db = await openTestDatabase();
  const values = { purpose: "payout", period: "day", cap_msat: CAP_MSAT, cap_ppm: 10_000n, updated_at_ms: 1n } as const;
  await db.insertInto("fee_budget").values(values).execute();
  const clock = testClock();
  let count = 0;
  const reserve = (amountMsat: bigint, id = `att_${(count += 1)}`) =>
    transact(db, (tx) => reserveFee(tx, { id, purpose: "payout", amountMsat, now: clock() }));
  return { db, clock, reserve };
}

async function used(db: Db, clock: ReturnType<typeof testClock>): Promise<bigint> {
  return usedMsat(db, await budgetOf(db, "payout"), clock());
}

test("a fee is at most the budget's share of what is sent", async () => {
  const { db, reserve } = await openBudget();
  assert.equal(await reserve(2_000_000n), { kind: "reserved", limitMsat: 20_000n });
  await db.destroy();
});

test("whatever is tried at once, what is set aside and spent never exceeds the budget", async () => {
  const { db, clock, reserve } = await openBudget();
  const results = await Promise.all(Array.from({ length: 30 }, () => reserve(2_000_000n)));
  assert.is(results.filter(({ kind }) => kind === "reserved").length, 5);
  assert.is(await used(db, clock), CAP_MSAT);
  const refused = results.find((result) => result.kind === "refused");
  assert.is(refused?.reason, "fee-budget-spent");
  await db.destroy();
});

test("what is on its way counts in every period until it is known what it cost", async () => {
  const { db, clock, reserve } = await openBudget();
  for (let count = 0; count < 5; count += 1) await reserve(2_000_000n, `long_${count}`);
  clock.advance(3n * DAY_MS);
  assert.is((await reserve(2_000_000n)).kind, "refused");
  await transact(db, (tx) => spendFee(tx, "long_0", 1_000n, clock()));
  await transact(db, (tx) => releaseFee(tx, "long_1"));
  assert.is(await used(db, clock), 61_000n);
  clock.advance(DAY_MS);
  assert.is(await used(db, clock), 60_000n);
  await db.destroy();
});

test("a budget that is smaller than one fee says so", async () => {
  const { db, reserve } = await openBudget();
  const refused = await reserve(11_000_000n);
  assert.is(refused.kind === "refused" && refused.reason, "fee-budget-too-small");
  await db.destroy();
});

type Step =
  | { do: "reserve"; sat: number }
  | { do: "spend"; which: number; part: number }
  | { do: "release"; which: number }
  | { do: "wait"; hours: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("reserve" as const), sat: fc.integer({ min: 1, max: 12_000 }) }),
  fc.record({ do: fc.constant("spend" as const), which: fc.nat(15), part: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ do: fc.constant("release" as const), which: fc.nat(15) }),
  fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 30 }) }),
);

test("in any order of trying, succeeding, failing and waiting the budget holds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(steps, { maxLength: 6 }), { maxLength: 12 }), async (rounds) => {
      const { db, clock, reserve } = await openBudget();
      const held: { id: string; limit: bigint }[] = [];
      let count = 0;
      for (const round of rounds) {
        await Promise.all(
          round.map(async (step) => {
            if (step.do === "wait") return clock.advance(BigInt(step.hours) * 3_600_000n);
            if (step.do === "reserve") {
              const id = `att_${(count += 1)}`;
              const fee = await reserve(BigInt(step.sat) * 1_000n, id);
              if (fee.kind === "reserved") held.push({ id, limit: fee.limitMsat });
              return;
            }
            const one = held.splice(step.which, 1)[0];
            if (one === undefined) return;
            await transact(db, (tx) =>
              step.do === "release"
                ? releaseFee(tx, one.id)
                : spendFee(tx, one.id, (one.limit * BigInt(step.part)) / 100n, clock()),
            );
          }),
        );
        const sum = await used(db, clock);
        assert.ok(sum <= CAP_MSAT, `${sum} msat are used of ${CAP_MSAT}`);
      }
      await db.destroy();
    }),
    { numRuns: 60, seed: 20_265 },
  );
});
