import type { Reader } from "../db/database.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import type { OrderState } from "../domain/order-state.ts";
import type { Price } from "../domain/price.ts";

export type OrderSummary = {
  id: string;
  stallId: string;
  stallTitle: string;
  state: OrderState;
  total: Price;
  totalMsat: Msat;
  createdAtMs: bigint;
};

export type OrderFilter = {
  /** Undefined lists every stall's orders: for the owner only. */
  stallId: string | undefined;
  /** Those in this person's account. */
  personId?: string;
  state?: OrderState;
  /** The id of the last order already shown; ids sort by time. */
  before?: string;
  limit: number;
};

/** Newest first. Reads one order more than asked to know whether there are more. */
export async function listOrders(
  reader: Reader,
  filter: OrderFilter,
): Promise<{ orders: OrderSummary[]; nextBefore: string | undefined }> {
  let query = reader
    .selectFrom("orders")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .select(["orders.id", "orders.stall_id", "stall.title", "orders.state", "currency", "total_minor", "total_msat"])
    .select("orders.created_at_ms")
    .orderBy("orders.id", "desc")
    .limit(filter.limit + 1);
  if (filter.stallId !== undefined) query = query.where("orders.stall_id", "=", filter.stallId);
  if (filter.personId !== undefined) query = query.where("orders.person_id", "=", filter.personId);
  if (filter.state !== undefined) query = query.where("orders.state", "=", filter.state);
  if (filter.before !== undefined) query = query.where("orders.id", "<", filter.before);
  const rows = await query.execute();
  const orders = rows.slice(0, filter.limit).map((row) => ({
    id: row.id,
    stallId: row.stall_id,
    stallTitle: row.title,
    state: row.state,
    total: { currency: row.currency, minor: row.total_minor },
    totalMsat: msat(row.total_msat),
    createdAtMs: row.created_at_ms,
  }));
  return { orders, nextBefore: rows.length > filter.limit ? orders.at(-1)?.id : undefined };
}

/** What the desk counts; at most this many of each, so that a page costs the same at a million orders. */
const COUNTED: readonly OrderState[] = ["open", "paid", "shipped"];
const COUNT_LIMIT = 100;

/** How many orders wait in each state, up to COUNT_LIMIT; of one stall, or of all for the owner. */
export async function countWaiting(
  reader: Reader,
  stallId: string | undefined,
): Promise<ReadonlyMap<OrderState, number>> {
  const counts = new Map<OrderState, number>();
  for (const state of COUNTED) {
    let query = reader.selectFrom("orders").select("id").where("state", "=", state).limit(COUNT_LIMIT);
    if (stallId !== undefined) query = query.where("stall_id", "=", stallId);
    counts.set(state, (await query.execute()).length);
  }
  return counts;
}
