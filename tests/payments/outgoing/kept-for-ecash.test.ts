import * as assert from "uvu/assert";
import { MINUTE_MS } from "../../../app/domain/time.ts";
import { send } from "../../../app/payments/outgoing/send.ts";
import { addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { askedPayout, assertPaidOnce, openPayoutWorld } from "./payout-world.ts";
import type { PayoutWorld } from "./payout-world.ts";

const test = suite("payments/outgoing/kept-for-ecash");

/** 5,000 sat go out, and up to 25 sat of fee with the budget's default. */
const PAYOUT_SAT = 5_000n;

async function reasonOf({ db }: PayoutWorld, id: string) {
  const row = await db
    .selectFrom("outgoing")
    .select(["state", "reason", "tries"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return [row.state, row.reason, row.tries];
}

/** What this payout may cost at most, by what was set aside for it. */
async function neededMsat(w: PayoutWorld): Promise<bigint> {
  const { db } = w;
  const { fee_limit_msat } = await db.selectFrom("outgoing_attempt").select("fee_limit_msat").executeTakeFirstOrThrow();
  return PAYOUT_SAT * 1_000n + fee_limit_msat;
}

test("a payment that would touch what is kept for e-cash is put off with its reason, and costs no try and no budget", async () => {
  const w = await openPayoutWorld();
  const startedWith = w.node.spendableMsat();
  const id = await askedPayout(w, PAYOUT_SAT);
  const kept = { ...w.sending, freeMsat: async () => PAYOUT_SAT * 1_000n };
  assert.is(await send(kept, id), "postponed", "its fee would touch it");
  assert.equal(await reasonOf(w, id), ["ready", "kept-for-ecash", 0n]);
  assert.equal(await w.db.selectFrom("fee_reservation").select("id").execute(), []);
  assert.is(w.node.spendableMsat(), startedWith);
  w.clock.advance(2n * MINUTE_MS);
  assert.is(await send(w.sending, id), "sent");
  await assertPaidOnce(w, startedWith);
  await w.close();
});

test("what is free may be sent to the last msat, its fee included", async () => {
  const w = await openPayoutWorld();
  const first = await askedPayout(w, PAYOUT_SAT);
  assert.is(await send({ ...w.sending, freeMsat: async () => 1_000_000_000n }, first), "sent");
  const needed = await neededMsat(w);
  const second = await askedPayout(w, PAYOUT_SAT);
  assert.is(await send({ ...w.sending, freeMsat: async () => needed - 1n }, second), "postponed");
  w.clock.advance(2n * MINUTE_MS);
  assert.is(await send({ ...w.sending, freeMsat: async () => needed }, second), "sent");
  await w.close();
});

test("two payments that are each free alone do not touch what is kept together", async () => {
  const w = await openPayoutWorld();
  const first = await askedPayout(w, PAYOUT_SAT);
  const other = await addStall(w, "other");
  const freeMsat = async () => 6_000_000n;
  const held = { ...w.sending, freeMsat, payer: { ...w.node, pay: async () => ({ state: "pending" }) as never } };
  assert.is(await send(held, first), "waiting");
  const second = await copyFor(w, first, other);
  assert.is(await send({ ...w.sending, freeMsat }, second), "postponed");
  assert.equal((await reasonOf(w, second)).slice(0, 2), ["ready", "kept-for-ecash"]);
  await w.close();
});

/** A payout of another stall, which nothing keeps from being sent at the same time. */
async function copyFor(w: PayoutWorld, of: string, stallId: string): Promise<string> {
  const row = await w.db.selectFrom("outgoing").selectAll().where("id", "=", of).executeTakeFirstOrThrow();
  const id = `${of.slice(0, -2)}zz`;
  await w.db
    .insertInto("outgoing")
    .values({ ...row, id, stall_id: stallId, state: "ready" })
    .execute();
  return id;
}

test("where nothing has to be kept, everything may be sent", async () => {
  const w = await openPayoutWorld();
  const id = await askedPayout(w, PAYOUT_SAT);
  assert.is(await send({ ...w.sending, freeMsat: async () => undefined }, id), "sent");
  await w.close();
});
