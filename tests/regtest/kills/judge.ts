import { inspect } from "node:util";
import { getInvoices } from "lightning";
import * as assert from "uvu/assert";
import type { Db } from "../../../app/db/database.ts";
import { isWebhookEvent } from "../../../app/domain/webhook-events.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";
import { assertSound } from "../../support/shop.ts";
import type { Done } from "./crowd.ts";
import { assertPaidOut } from "./judge-money-out.ts";
import { MOST } from "./market.ts";
import type { Market } from "./market.ts";

const REST_WITHIN_MS = 240_000;

/** Waits until nothing is on its way any more: what is due has been sent, told, paid or ended. */
export async function comesToRest({ db }: Market, done: Done): Promise<void> {
  let open: readonly unknown[] = [];
  const isAtRest = async () => {
    open = await underWay(db);
    return open.length === 0 ? true : undefined;
  };
  await until("the hub comes to rest", REST_WITHIN_MS, isAtRest).catch((error: unknown) => {
    throw new Error(`still under way: ${inspect(open.slice(0, 10), { breakLength: Infinity })}`, { cause: error });
  });
  assert.ok(done.paidOverLightning.length > 0, "nothing was bought");
  assert.ok(done.payouts.length + done.refunds.length > 0, "nothing was paid out or given back");
}

async function underWay(db: Db): Promise<readonly unknown[]> {
  const charges = db.selectFrom("charge").select("id").where("state", "=", "open");
  const outgoing = db
    .selectFrom("outgoing")
    .select(["id", "state", "reason", "destination_kind"])
    .where("state", "in", ["ready", "sending"]);
  const jobs = db.selectFrom("job").select(["kind", "state"]).where("state", "in", ["ready", "running"]);
  const untold = db.selectFrom("webhook_delivery").select("id").where("state", "=", "waiting");
  const seen = db
    .selectFrom("chain_output")
    .select("txid")
    .where("payment_id", "is", null)
    .where("state", "!=", "gone");
  return (await Promise.all([charges, outgoing, jobs, untold, seen].map((query) => query.execute()))).flat();
}

/** Everything is looked at from the other side: what node and chain say, and what people did, must be in the books. */
export async function assertNothingLost(market: Market, done: Done): Promise<void> {
  await assertSound(market);
  await assertReceived(market, done);
  await assertChain(market, done);
  await assertPaidOut(market, done);
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
