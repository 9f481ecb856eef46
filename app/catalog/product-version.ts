import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import { isId } from "../domain/ids.ts";
import { fingerprint } from "./fingerprint.ts";

/**
 * A name for everything that buyers see of a product except what its currency is worth, in one query:
 * changes with its texts, prices, pictures, variants, stock (claims by open orders too) and stall.
 * Undefined when buyers do not see the product. Lets a rendered page be kept until something changed.
 */
export async function productVersion(reader: Reader, productId: string): Promise<string | undefined> {
  if (!isId("prd", productId)) return undefined;
  const row = await reader
    .selectFrom("product")
    .innerJoin("stall", "stall.id", "product.stall_id")
    .where("product.id", "=", productId)
    .where("product.state", "=", "listed")
    .where("stall.state", "=", "open")
    .select(["product.version", "stall.slug", "stall.title", "stall.sign_picture_id"])
    .select((eb) =>
      eb
        .selectFrom("variant")
        .innerJoin("stock", "stock.variant_id", "variant.id")
        .where("variant.product_id", "=", productId)
        .select(sql<string>`string_agg(cast(on_hand - reserved as text), ',' order by variant.id)`.as("stock"))
        .as("stock"),
    )
    .executeTakeFirst();
  return row === undefined ? undefined : fingerprint(row);
}
