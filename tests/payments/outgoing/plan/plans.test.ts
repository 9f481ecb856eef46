import * as assert from "uvu/assert";
import { transact } from "../../../../app/db/transact.ts";
import { msatFromSat } from "../../../../app/domain/money.ts";
import { isRefused } from "../../../../app/domain/refusal.ts";
import { DAY_MS, HOUR_MS } from "../../../../app/domain/time.ts";
import { setPayoutRules } from "../../../../app/payments/outgoing/approval-rules.ts";
import { askByPlans } from "../../../../app/payments/outgoing/plan/ask-by-plan.ts";
import { askToPlan } from "../../../../app/payments/outgoing/plan/ask-to-plan.ts";
import { findPlan, removePlan, setPlan } from "../../../../app/payments/outgoing/plan/set-plan.ts";
import type { NewPlan } from "../../../../app/payments/outgoing/plan/set-plan.ts";
import { sendDue } from "../../../../app/payments/outgoing/send-due.ts";
import { addStall } from "../../../support/shop.ts";
import { suite } from "../../../support/suite.ts";
import { openPayoutWorld } from "../payout-world.ts";
import type { PayoutWorld } from "../payout-world.ts";

const test = suite("payments/outgoing/plan");

/** A Monday, 12:00 UTC. */
const MONDAY = 1_798_459_200_000n;
const WEEK_MS = 7n * DAY_MS;
const TO = { kind: "lightning-address", text: "mina@wallet.example" } as const;

async function world(earnedSat?: bigint): Promise<PayoutWorld> {
  const w = await openPayoutWorld(earnedSat);
  await w.db.updateTable("person").set({ stall_id: w.stallId }).where("id", "=", w.sellerId).execute();
  w.clock.set(MONDAY);
  return w;
}

async function set(w: PayoutWorld, plan: Partial<NewPlan> = {}, personId = w.sellerId) {
  const revision = (await findPlan(w.db, w.stallId))?.revision ?? 0n;
  const whole = { stallId: w.stallId, destination: TO, rule: "weekly", thresholdMsat: undefined, revision } as const;
  return setPlan(w, { ...whole, ...plan }, { personId });
}

async function amounts({ db }: PayoutWorld): Promise<bigint[]> {
  const rows = await db.selectFrom("outgoing").select("amount_msat").orderBy("id").execute();
  return rows.map(({ amount_msat }) => amount_msat / 1_000n);
}

test("a weekly plan asks for everything once a week, from the next Monday on", async () => {
  const w = await world();
  await set(w);
  w.clock.advance(2n * DAY_MS);
  assert.is(await askByPlans(w), 0, "the week that is under way is not asked for");
  w.clock.advance(5n * DAY_MS);
  assert.is(await askByPlans(w), 1);
  assert.equal(await amounts(w), [100_000n]);
  assert.is(await askByPlans(w), 0);
  assert.is(await sendDue(w.sending), 1);
  await w.close();
});

test("of ten hubs that look at the same moment one asks", async () => {
  const w = await world();
  await set(w, { rule: "monthly" });
  w.clock.advance(40n * DAY_MS);
  await Promise.all(Array.from({ length: 10 }, () => askByPlans(w)));
  assert.equal(await amounts(w), [100_000n]);
  await w.close();
});

test("what is earned after a period has begun with nothing waits for the next", async () => {
  const w = await world(50n);
  await w.db.updateTable("balance").set({ amount_msat: 0n }).where("account", "=", "liability:seller").execute();
  await set(w);
  w.clock.advance(WEEK_MS);
  await askByPlans(w);
  await w.db.updateTable("balance").set({ amount_msat: -50_000n }).where("account", "=", "liability:seller").execute();
  w.clock.advance(DAY_MS);
  await askByPlans(w);
  assert.equal(await amounts(w), []);
  w.clock.advance(WEEK_MS);
  await askByPlans(w);
  assert.equal(await amounts(w), [50n]);
  await w.close();
});

test("a plan by amount asks as soon as there is that much, and not again while that is on its way", async () => {
  const w = await world();
  await set(w, { rule: "threshold", thresholdMsat: msatFromSat(100_001n) });
  w.clock.advance(DAY_MS);
  assert.is(await askByPlans(w), 0);
  await set(w, { rule: "threshold", thresholdMsat: msatFromSat(40_000n) });
  await transact(w.db, (tx) =>
    setPayoutRules(tx, { approvalOverMsat: undefined, dailyCapMsat: msatFromSat(60_000n) }, w.clock()),
  );
  assert.is(await askByPlans(w), 1);
  w.clock.advance(DAY_MS);
  assert.is(await askByPlans(w), 0, "the first one has not arrived");
  await sendDue(w.sending);
  assert.is(await askByPlans(w), 1);
  assert.equal(await amounts(w), [60_000n, 40_000n]);
  await w.close();
});

test("when the day's cap is reached the plan says so and asks the next day", async () => {
  const w = await world();
  await set(w);
  const rules = { approvalOverMsat: msatFromSat(1_000n), dailyCapMsat: 0n };
  await transact(w.db, (tx) => setPayoutRules(tx, rules, w.clock()));
  w.clock.advance(WEEK_MS);
  assert.is(await askByPlans(w), 0);
  assert.is(await askByPlans(w), 0);
  assert.is((await findPlan(w.db, w.stallId))?.reason, "daily-cap-reached");
  await transact(w.db, (tx) => setPayoutRules(tx, { ...rules, dailyCapMsat: undefined }, w.clock()));
  assert.is(await askByPlans(w), 1);
  const row = await w.db.selectFrom("outgoing").select("state").executeTakeFirstOrThrow();
  assert.is(row.state, "asked", "a plan needs the same two people as a request by hand");
  assert.is((await findPlan(w.db, w.stallId))?.reason, "");
  await w.close();
});

test("another destination is held for a day and told to whoever sells there; the same one is not", async () => {
  const w = await world();
  await w.db
    .insertInto("email")
    .values({ address: "mina@example.org", person_id: w.sellerId, locale: "en", verified_at_ms: w.clock() })
    .execute();
  const told = async () => (await w.db.selectFrom("notice").select("kind").execute()).map(({ kind }) => kind);
  await set(w, { rule: "threshold", thresholdMsat: msatFromSat(1_000n) });
  assert.equal(await told(), ["destination-changed"]);
  w.clock.advance(DAY_MS - 1n);
  assert.is(await askByPlans(w), 0);
  await set(w, { rule: "threshold", thresholdMsat: msatFromSat(2_000n) });
  assert.equal(await told(), ["destination-changed"]);
  await set(w, {
    destination: { kind: "lnurl", text: "https://thief.example/" },
    rule: "threshold",
    thresholdMsat: msatFromSat(1n),
  });
  assert.is((await told()).length, 2);
  w.clock.advance(HOUR_MS);
  assert.is(await askByPlans(w), 0);
  w.clock.advance(DAY_MS);
  assert.is(await askByPlans(w), 1);
  await w.close();
});

test("the owner hears of it where nobody sells", async () => {
  const w = await world();
  await w.db.updateTable("person").set({ role: "owner", stall_id: null }).where("id", "=", w.sellerId).execute();
  await w.db
    .insertInto("email")
    .values({ address: "owner@example.org", person_id: w.sellerId, locale: "en", verified_at_ms: w.clock() })
    .execute();
  await set(w);
  assert.is((await w.db.selectFrom("notice").select("id").execute()).length, 1);
  w.clock.advance(WEEK_MS);
  assert.is(await askByPlans(w), 1, "whoever runs the hub may ask in a stall's name");
  await w.close();
});

test("whoever set it and sells there no more asks for nothing, nor does somebody on hold", async () => {
  const w = await world();
  await set(w);
  w.clock.advance(WEEK_MS);
  const seller = w.db.updateTable("person").where("id", "=", w.sellerId);
  const reason = async () => {
    assert.is(await askByPlans(w), 0);
    return (await findPlan(w.db, w.stallId))?.reason;
  };
  await seller.set({ state: "shut-out" }).execute();
  assert.is(await reason(), "unknown-person");
  await seller.set({ state: "active", stall_id: await addStall(w, "other") }).execute();
  assert.is(await reason(), "unknown-person");
  await seller.set({ stall_id: w.stallId, hold_until_ms: w.clock() + HOUR_MS }).execute();
  assert.is(await reason(), "on-hold");
  w.clock.advance(2n * HOUR_MS);
  assert.is(await askByPlans(w), 1);
  await w.close();
});

test("a plan by hand asks for nothing by itself, and a plan that was changed meanwhile is not overwritten", async () => {
  const w = await world();
  await set(w, { rule: "by-hand" });
  w.clock.advance(40n * DAY_MS);
  assert.is(await askByPlans(w), 0);
  const old = await set(w, { revision: 0n });
  assert.is(isRefused(old) && old.reason, "plan-changed");
  const by = { personId: w.sellerId };
  const wrong = await removePlan(w, { stallId: w.stallId, revision: 7n }, by);
  assert.is(isRefused(wrong) && wrong.reason, "plan-changed");
  assert.is((await removePlan(w, { stallId: w.stallId, revision: 1n }, by)).kind, "plan-removed");
  assert.is(await findPlan(w.db, w.stallId), undefined);
  await w.close();
});

test("a program asks for an amount at the named destination, once per key, and only after the hold", async () => {
  const w = await world();
  const ask = async (key: string, sat = 1_000n, fingerprint = "same") => {
    const idempotency = { principal: w.sellerId, key, fingerprint };
    const request = { stallId: w.stallId, amountMsat: msatFromSat(sat), idempotency };
    const asked = await askToPlan(w, request, { personId: w.sellerId });
    return isRefused(asked) ? asked.reason : asked.id;
  };
  assert.is(await ask("one"), "no-destination");
  await set(w, { rule: "by-hand" });
  assert.is(await ask("one"), "destination-on-hold");
  w.clock.advance(DAY_MS);
  assert.is(await ask("one", 100_001n), "balance-too-low");
  const ids = await Promise.all([ask("one"), ask("one"), ask("two", 2_000n)]);
  assert.is(ids[0], ids[1]);
  assert.is.not(ids[0], ids[2]);
  assert.is(await ask("one", 5n, "other"), "idempotency-key-reused");
  assert.equal(new Set(await amounts(w)), new Set([1_000n, 2_000n]));
  const row = await w.db.selectFrom("outgoing").select("destination").executeTakeFirstOrThrow();
  assert.is(row.destination, TO.text);
  await w.close();
});
