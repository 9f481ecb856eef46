import { sql } from "kysely";
import type { Reader } from "../../db/database.ts";
import { NO_STALL } from "../../db/post.ts";
import type { OutgoingPurpose } from "../../db/schema.ts";
import type { Position } from "./balance-at.ts";
import { kindOf } from "./movement.ts";
import type { Movement, OrderPrice } from "./movement.ts";
import { lineAccounts } from "./whose.ts";
import type { Whose } from "./whose.ts";

export type Stretch = {
  whose: Whose;
  /** Lines after this place … */
  after: Position;
  /** … and before this moment. */
  untilMs: bigint;
  limit: number;
};

type Row = {
  journal: string;
  at_ms: bigint;
  stall_id: string;
  order_id: string | null;
  outgoing_id: string | null;
  seller: bigint;
  hub: bigint;
  costs: bigint;
  /** The part of the costs that a mint took. */
  mint: bigint;
};

/** Lines in the order of time, the oldest first, each with the balance after it. */
export async function readMovements(reader: Reader, stretch: Stretch, openingMsat: bigint): Promise<Movement[]> {
  const rows = await journalsOf(reader, stretch);
  const [prices, purposes] = [await pricesOf(reader, rows), await purposesOf(reader, rows)];
  let balanceMsat = openingMsat;
  return rows.map((row) => {
    const sums = sumsOf(stretch.whose, row);
    balanceMsat += sums.netMsat;
    const purpose = row.outgoing_id === null ? undefined : purposes.get(row.outgoing_id);
    return {
      id: row.journal,
      atMs: row.at_ms,
      kind: kindOf({
        purpose,
        isMore: sums.netMsat > 0n || (sums.netMsat === 0n && sums.grossMsat > 0n),
        isMintFee: row.mint !== 0n,
      }),
      stallId: row.stall_id === NO_STALL ? undefined : row.stall_id,
      orderId: row.order_id ?? undefined,
      outgoingId: row.outgoing_id ?? undefined,
      ...sums,
      balanceMsat,
      price: row.order_id === null ? undefined : prices.get(row.order_id),
    };
  });
}

function sumsOf(whose: Whose, { seller, hub, costs }: Row) {
  if (whose === "hub") return { grossMsat: hub, feeMsat: costs, netMsat: hub - costs };
  return { grossMsat: seller + hub, feeMsat: hub, netMsat: seller };
}

/** One row for each journal that moved something of theirs; grouped as the index is sorted, so that a limit stops it. */
async function journalsOf(reader: Reader, { whose, after, untilMs, limit }: Stretch): Promise<Row[]> {
  const ofStall = whose === "hub" ? sql`` : sql`stall_id = ${whose.stallId} AND`;
  const owed = (accounts: string) =>
    sql`CAST(SUM(CASE WHEN account ${sql.raw(accounts)} THEN -amount_msat ELSE 0 END) AS BIGINT)`;
  const { rows } = await sql<Row>`
    SELECT journal, at_ms, MIN(stall_id) AS stall_id, MIN(order_id) AS order_id, MIN(outgoing_id) AS outgoing_id,
      ${owed("= 'liability:seller'")} AS seller,
      ${owed("= 'income:hub-fee'")} AS hub,
      CAST(-${owed("LIKE 'expense:%'")} AS BIGINT) AS costs,
      CAST(-${owed("= 'expense:mint'")} AS BIGINT) AS mint
    FROM posting
    WHERE ${ofStall} account IN ${lineAccounts(whose)}
      AND (at_ms, journal) > (${after.atMs}, ${after.journal}) AND at_ms < ${untilMs}
    GROUP BY at_ms, journal ORDER BY at_ms, journal LIMIT ${limit}`.execute(reader);
  return rows;
}

async function pricesOf(reader: Reader, rows: readonly Row[]): Promise<ReadonlyMap<string, OrderPrice>> {
  const ids = [...new Set(rows.flatMap(({ order_id }) => order_id ?? []))];
  if (ids.length === 0) return new Map();
  const found = await reader
    .selectFrom("orders")
    .select(["id", "total_minor", "total_msat", "currency", "rate_minor_per_btc", "rate_source", "rate_at_ms"])
    .where("id", "in", ids)
    .execute();
  return new Map(
    found.flatMap((row) => {
      const { currency, rate_minor_per_btc: minorPerBtc, rate_source: source, rate_at_ms: atMs } = row;
      if (minorPerBtc === null || source === null || atMs === null) return [];
      const rate = { currency, minorPerBtc, source, atMs };
      return [[row.id, { minor: row.total_minor, msat: row.total_msat, rate }] as const];
    }),
  );
}

async function purposesOf(reader: Reader, rows: readonly Row[]): Promise<ReadonlyMap<string, OutgoingPurpose>> {
  const ids = [...new Set(rows.flatMap(({ outgoing_id }) => outgoing_id ?? []))];
  if (ids.length === 0) return new Map();
  const found = await reader.selectFrom("outgoing").select(["id", "purpose"]).where("id", "in", ids).execute();
  return new Map(found.map(({ id, purpose }) => [id, purpose]));
}
