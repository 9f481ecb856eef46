import { getInvoices, getPayments } from "lightning";
import * as assert from "uvu/assert";
import { isWebhookEvent } from "../../../app/domain/webhook-events.ts";
import { balances } from "../../../app/payments/balances.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";
import { assertSound } from "../../support/shop.ts";
import type { Done } from "./crowd.ts";
import { MOST } from "./market.ts";
import type { Market } from "./market.ts";

const REST_WITHIN_MS = 240_000;

/** Waits until nothing is on its way any more: what is due has been sent, told, paid or ended. */
export async function comesToRest({ db, stack }: Market, done: Done): Promise<void> {
  await stack.mine(6);
  await until("the hub comes to rest", REST_WITHIN_MS, async () => {
    const open = await db.selectFrom("charge").select("id").where("state", "=", "open").execute();
    const outgoing = await db.selectFrom("outgoing").select("id").where("state", "in", ["ready", "sending"]).execute();
    const jobs = await db.selectFrom("job").select("id").where("state", "in", ["ready", "running"]).execute();
    const told = await db.selectFrom("webhook_delivery").select("id").where("state", "=", "waiting").execute();
    const seen = await db
      .selectFrom("chain_output")
      .select("txid")
      .where("payment_id", "is", null)
      .where("state", "!=", "gone")
      .execute();
    return open.length + outgoing.length + jobs.length + told.length + seen.length === 0 ? true : undefined;
  });
  assert.ok(done.ordered.length > 0 && done.payouts.length > 0, "nothing was bought, or nothing was paid out");
}

/** Everything is looked at from the other side: what node and chain say, and what people did, must be in the books. */
export async function assertNothingLost(market: Market, done: Done): Promise<void> {
  await assertSound(market);
  await assertReceived(market, done);
  await assertPaidOut(market, done);
  await assertChain(market, done);
  await assertTold(market);
  const dead = await market.db.selectFrom("job").select(["kind", "last_error"]).where("state", "=", "dead").execute();
  assert.equal(dead, [], "work was given up");
}

/** Each invoice that LND says was paid is one payment over what it received, and there are no others. */
async function assertReceived({ db, stack, earlier }: Market, done: Done): Promise<void> {
  const { invoices } = await getInvoices({ lnd: stack.shop.lnd, limit: MOST });
  const node = invoices
    .filter(({ id, is_confirmed }) => is_confirmed && !earlier.has(id))
    .map(({ id, received_mtokens }) => `${id} ${received_mtokens}`);
  const rows = await db.selectFrom("payment").selectAll().where("rail", "=", "lightning").execute();
  const books = rows.map(({ reference, amount_msat }) => `${reference} ${amount_msat}`);
  assert.equal(books.toSorted(), node.toSorted(), "what came over Lightning");
  const paid = new Set(rows.map(({ order_id }) => order_id));
  for (const id of done.paidOverLightning) assert.ok(paid.has(id), `${id} was paid and nothing came`);
}

/** Each payment that LND made is of one payout, none of which left twice, and all that were sent have left. */
async function assertPaidOut({ db, stack, earlier }: Market, done: Done): Promise<void> {
  const { payments } = await getPayments({ lnd: stack.shop.lnd, limit: MOST });
  const left = payments.filter(({ id, is_confirmed }) => is_confirmed && !earlier.has(id));
  const attempts = await db
    .selectFrom("outgoing_attempt")
    .innerJoin("outgoing", "outgoing.id", "outgoing_attempt.outgoing_id")
    .select(["payment_hash", "outgoing_id", "amount_msat", "fee_msat", "outgoing.state"])
    .where("outgoing_attempt.state", "=", "confirmed")
    .execute();
  assert.equal(
    attempts.map((row) => `${row.payment_hash} ${row.amount_msat} ${row.fee_msat}`).toSorted(),
    left.map((each) => `${each.id} ${each.mtokens} ${each.fee_mtokens}`).toSorted(),
    "what left over Lightning",
  );
  assert.is(new Set(attempts.map((row) => row.outgoing_id)).size, attempts.length, "something was paid out twice");
  const rows = await db.selectFrom("outgoing").select(["id", "state"]).execute();
  const sent = rows.filter(({ state }) => state === "sent");
  assert.is(sent.length, attempts.length, "payouts that are said to have been sent");
  const known = new Set(rows.map(({ id }) => id));
  for (const id of done.payouts) assert.ok(known.has(id), `the payout ${id} was forgotten`);
  const sums = await balances(db);
  const received = await db
    .selectFrom("payment")
    .where("rail", "=", "lightning")
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  const gone = left.reduce((sum, each) => sum + BigInt(each.mtokens) + BigInt(each.fee_mtokens), 0n);
  assert.is(sums.get("asset:lightning") ?? 0n, (received.msat ?? 0n) - gone, "the books and the node disagree");
}

/** What was sent to an order's address is its payment, once. */
async function assertChain({ db }: Market, done: Done): Promise<void> {
  const rows = await db.selectFrom("payment").select("order_id").where("rail", "=", "chain").execute();
  const paid = rows.map(({ order_id }) => order_id).toSorted();
  assert.equal(paid, done.paidOnChain.toSorted(), "what came on chain");
}

async function assertTold({ db, receiver }: Market): Promise<void> {
  const told = new Set(receiver.arrived.map(({ headers }) => String(headers["webhook-id"])));
  const events = await db.selectFrom("event").select(["id", "type"]).execute();
  const deliveries = await db.selectFrom("webhook_delivery").select(["id", "event_id"]).execute();
  const queued = new Map(deliveries.map(({ id, event_id }) => [event_id, id]));
  for (const { id, type } of events.filter((event) => isWebhookEvent(event.type)))
    assert.ok(told.has(queued.get(id) ?? ""), `nobody was told of ${type} ${id}`);
}
