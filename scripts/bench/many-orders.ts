import { join } from "node:path";
import { sql } from "kysely";
import { migrate } from "../../app/db/migrate.ts";
import type { Db } from "../../app/db/database.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { unixMs } from "../../app/domain/time.ts";

/** A database with so many orders, five stalls, and the newest few hundred still waiting for somebody. */
export async function openManyOrders(folder: string, orders: number): Promise<Db> {
  const db = openSqlite(join(folder, `orders-${orders}.sqlite`));
  await migrate(db, unixMs(0n), undefined);
  for (let stall = 0; stall < STALLS; stall += 1) await insertStall(db, stall);
  await insertOrders(db, BigInt(orders));
  // As the hub does when it closes its database: the engine then knows how large its tables are.
  await sql`PRAGMA optimize`.execute(db);
  return db;
}

const STALLS = 5;
const WAITING = 300n;
const BETWEEN_ORDERS_MS = 60_000n;

async function insertStall(db: Db, stall: number): Promise<void> {
  const words = { slug: `stall-${stall}`, title: `Stall ${stall}`, text: "", sign_picture_id: null };
  await db
    .insertInto("stall")
    .values({ id: stallId(stall), ...words, state: "open", late_tolerance_ppm: 0n, created_at_ms: 0n })
    .execute();
}

/** The id of one of the stalls, by number. */
export function stallId(stall: number): string {
  return `stl_${String(stall).padStart(26, "0")}`;
}

/** One statement instead of a million: only then does filling take seconds. */
async function insertOrders(db: Db, orders: bigint): Promise<void> {
  await sql`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${orders})
    INSERT INTO orders (id, stall_id, state, key_hash, total_msat, currency, total_minor, rate_minor_per_btc, rate_source,
                        rate_at_ms, note, locale, created_at_ms, updated_at_ms)
    SELECT printf('ord_%026d', i),
           printf('stl_%026d', i % ${BigInt(STALLS)}),
           CASE WHEN i > ${orders - WAITING}
                THEN CASE i % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' ELSE 'shipped' END
                ELSE CASE i % 4 WHEN 0 THEN 'expired' ELSE 'closed' END END,
           printf('%064x', i),
           1000 + i * 1000, 'SAT', 1 + i, NULL, NULL, NULL, '', 'en',
           i * ${BETWEEN_ORDERS_MS}, i * ${BETWEEN_ORDERS_MS}
    FROM n`.execute(db);
}
