import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { isWebhookEvent } from "../../app/domain/webhook-events.ts";
import { blockHeight } from "../../app/domain/time.ts";
import { balances } from "../../app/payments/balances.ts";
import { assertSound } from "../support/shop.ts";
import type { World } from "./world.ts";

const ROUNDS = 40;

/** Lets the hub come to rest: time passes until nothing waits for anything any more. */
export async function comeToRest(world: World): Promise<void> {
  await world.alone(undefined, "all");
  for (let round = 0; round < ROUNDS; round += 1) {
    const dueAt = await nextDue(world.hub.db);
    if (dueAt === undefined) return;
    await world.alone(dueAt > world.clock() ? dueAt : undefined);
  }
  throw new Error(`it never comes to rest: ${JSON.stringify(await leftOver(world.hub.db))}`);
}

async function nextDue(db: Db): Promise<bigint | undefined> {
  const jobs = await db
    .selectFrom("job")
    .select(["run_at_ms", "lease_until_ms"])
    .where("state", "in", ["ready", "running"])
    .execute();
  const deliveries = await db
    .selectFrom("webhook_delivery")
    .select("due_at_ms")
    .where("state", "=", "waiting")
    .execute();
  const outgoing = await db
    .selectFrom("outgoing")
    .select("next_try_ms")
    .where("state", "in", ["ready", "sending"])
    .execute();
  const ops = await db.selectFrom("ecash_op").select("next_try_ms").where("state", "=", "open").execute();
  const times = [
    ...ops.map((row) => row.next_try_ms),
    ...jobs.map((row) => row.lease_until_ms ?? row.run_at_ms),
    ...deliveries.map((row) => row.due_at_ms),
    ...outgoing.map((row) => row.next_try_ms),
  ];
  return times.toSorted((a, b) => (a < b ? -1 : 1))[0];
}

async function leftOver(db: Db) {
  const jobs = await db.selectFrom("job").select(["kind", "last_error"]).where("state", "!=", "done").execute();
  const outgoing = await db
    .selectFrom("outgoing")
    .select(["state", "reason"])
    .where("state", "in", ["ready", "sending"])
    .execute();
  return { jobs, outgoing };
}

/** What must be true once the hub has come to rest, whatever was done to it. */
export async function assertNothingLost(world: World, sinceMs: bigint): Promise<void> {
  const { db } = world.hub;
  await assertSound({ db });
  await assertAsNodeAndChainSay(world);
  await assertAsMintSays(world);
  await assertOrdersCanBeActedOn(db);
  await assertEverybodyWasTold(world, sinceMs);
  const dead = await db.selectFrom("job").select(["kind", "last_error"]).where("state", "=", "dead").execute();
  assert.equal(dead, [], "work was given up");
}

/** Everything that came and went by the node's own account, and by the chain's, is in the books, once. */
async function assertAsNodeAndChainSay({ hub, outside, firstMsat }: World): Promise<void> {
  const sums = await balances(hub.db);
  const byHand = await hub.db
    .selectFrom("outgoing")
    .where("destination_kind", "=", "by-hand")
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  const moved = outside.node.spendableMsat() - firstMsat;
  assert.is(sums.get("asset:lightning") ?? 0n, moved - (byHand.msat ?? 0n), "the books and the node disagree");
  const mined = (await outside.chain.transactions(blockHeight(0))).filter(({ block }) => block !== undefined);
  const came = mined.flatMap(({ outputs }) => outputs).reduce((sum, { amountMsat }) => sum + amountMsat, 0n);
  const went = outside.chain.spentMsat();
  assert.is(sums.get("asset:chain") ?? 0n, came - went, "the books and the chain disagree");
}

/** The hub's coins are good at the mint, the books say what they are worth, and nothing went into a mint for nothing. */
async function assertAsMintSays({ hub, outside }: World): Promise<void> {
  const { db } = hub;
  const coins = await db.selectFrom("coin").select(["point", "amount_msat"]).where("state", "=", "held").execute();
  const states = await outside.mint.states(coins.map(({ point }) => point));
  for (const { point } of coins) assert.is(states.get(point)?.state, "unspent", "a coin of the hub's is spent");
  const held = coins.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
  assert.is((await balances(db)).get("asset:ecash") ?? 0n, held, "the books and the coins disagree");
  const locked = await db
    .selectFrom("voucher")
    .select("locked_msat")
    .where("state", "in", ["waiting", "leaving"])
    .execute();
  const lockedMsat = locked.reduce((sum, { locked_msat }) => sum + locked_msat, 0n);
  assert.is((await balances(db)).get("asset:vouchers") ?? 0n, lockedMsat, "the books and the vouchers disagree");
  const stuck = await db.selectFrom("ecash_op").select("id").where("state", "in", ["open", "blocked"]).execute();
  assert.equal(stuck, [], "an operation has not ended");
  const claimed = await db.selectFrom("coin").select("point").where("state", "=", "claimed").execute();
  assert.equal(claimed, [], "a coin is claimed by nothing that goes on");
}

const CHARGES: Readonly<Record<string, string>> = { open: "open", expired: "expired", cancelled: "cancelled" };

/** An open order has something to be paid with, and an order that ended waits for nothing. */
async function assertOrdersCanBeActedOn(db: Db): Promise<void> {
  const rows = await db
    .selectFrom("orders")
    .innerJoin("charge", "charge.order_id", "orders.id")
    .select(["orders.id", "orders.state", "charge.id as charge_id", "charge.state as charge_state"])
    .execute();
  for (const row of rows)
    assert.is(row.charge_state, CHARGES[row.state] ?? "paid", `the charge of ${row.state} ${row.id}`);
  const bare = await db
    .selectFrom("charge")
    .select("id")
    .where("state", "=", "open")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("lightning_invoice")
            .select("payment_hash")
            .whereRef("charge_id", "=", "charge.id")
            .where("state", "=", "open"),
        ),
      ),
    )
    .execute();
  assert.equal(bare, [], "there is nothing to pay with");
}

/** Each event was told to every webhook that was there for it, and each notice to its reader. */
async function assertEverybodyWasTold({ hub, outside }: World, sinceMs: bigint): Promise<void> {
  const deliveries = await hub.db
    .selectFrom("webhook_delivery")
    .select(["id", "event_id", "state"])
    .where("created_at_ms", ">=", sinceMs)
    .execute();
  const bodies = outside.webhooks.join("\n");
  for (const { id, state } of deliveries)
    assert.ok(state === "dropped" || bodies.includes(id), `${id} is ${state} and was not told`);
  const events = await hub.db.selectFrom("event").select(["id", "type"]).where("at_ms", ">=", sinceMs).execute();
  const told = new Set(deliveries.map(({ event_id }) => event_id));
  for (const { id, type } of events) assert.ok(!isWebhookEvent(type) || told.has(id), `nobody was told of ${type}`);
  const notices = await hub.db.selectFrom("notice").selectAll().where("created_at_ms", ">=", sinceMs).execute();
  for (const { id, state, channel } of notices) {
    assert.is(state, "sent", `a notice by ${channel}`);
    assert.ok(channel !== "mail" || outside.letters.includes(id), `the letter ${id} was not sent`);
  }
  const chats = notices.filter(({ channel }) => channel === "telegram").length;
  assert.ok(outside.chats.length >= chats, "a chat was not told");
}
