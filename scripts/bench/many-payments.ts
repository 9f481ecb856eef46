import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Db } from "../../app/db/database.ts";
import { openManyOrders } from "./many-orders.ts";

/** Of how many payments one came on chain, and of how many something is to give back. */
const ON_CHAIN_EVERY = 10n;
const OWED_EVERY = 5_000n;

/** A database with so many orders, each paid once; a few of them too much. */
export async function openManyPayments(folder: string, payments: number): Promise<Db> {
  mkdirSync(join(folder, "paid"));
  const db = await openManyOrders(join(folder, "paid"), payments);
  await insertCharges(db);
  await insertPayments(db);
  await sql`INSERT INTO owed SELECT order_id, (SELECT stall_id FROM orders WHERE id = order_id), refundable_msat
    FROM payment WHERE refundable_msat > 0`.execute(db);
  await sql`PRAGMA optimize`.execute(db);
  return db;
}

async function insertCharges(db: Db): Promise<void> {
  await sql`
    INSERT INTO charge (id, order_id, amount_msat, state, expires_at_ms, created_at_ms, updated_at_ms)
    SELECT 'chg_' || substr(id, 5), id, total_msat, 'paid', created_at_ms, created_at_ms, created_at_ms
    FROM orders`.execute(db);
}

async function insertPayments(db: Db): Promise<void> {
  await sql`
    INSERT INTO payment (id, order_id, charge_id, rail, reference, amount_msat, refundable_msat, use, reason,
                         settled_at_ms, recorded_at_ms)
    SELECT 'pay_' || substr(id, 5), id, 'chg_' || substr(id, 5),
           CASE CAST(substr(id, 5) AS INTEGER) % ${ON_CHAIN_EVERY} WHEN 0 THEN 'chain' ELSE 'lightning' END,
           key_hash, total_msat,
           CASE CAST(substr(id, 5) AS INTEGER) % ${OWED_EVERY} WHEN 0 THEN 1000 ELSE 0 END,
           'order', 'exact', created_at_ms, created_at_ms
    FROM orders`.execute(db);
}
