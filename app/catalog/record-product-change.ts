import { sql } from "kysely";
import type { By } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { ProductTable } from "../db/schema.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";
import { recordChange } from "./record-change.ts";
import type { Change } from "./record-change.ts";

/** Every change of a product, its variants or its pictures makes a new version of it, and is remembered by its stall. */
export async function recordProductChange(
  tx: Tx,
  product: Pick<ProductTable, "id" | "stall_id">,
  { type, body }: Omit<Change, "stallId">,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<void> {
  await tx
    .updateTable("product")
    .set({ version: sql<bigint>`version + 1`, updated_at_ms: now })
    .where("id", "=", product.id)
    .execute();
  await recordChange(tx, { stallId: product.stall_id, type, body }, now, random, by);
}
