import type { Reader } from "../db/database.ts";

export type Category = { readonly name: string; readonly products: number };

/** The categories in which buyers find something, by name, in one stall or in all. */
export async function listCategories(reader: Reader, stallId?: string): Promise<readonly Category[]> {
  let rows = reader
    .selectFrom("product")
    .innerJoin("stall", "stall.id", "product.stall_id")
    .where("product.state", "=", "listed")
    .where("stall.state", "=", "open")
    .where("product.category", "!=", "")
    .groupBy("product.category")
    .orderBy("product.category")
    .select(["product.category as name", (eb) => eb.fn.countAll<bigint>().as("products")]);
  if (stallId !== undefined) rows = rows.where("product.stall_id", "=", stallId);
  return (await rows.execute()).map(({ name, products }) => ({ name, products: Number(products) }));
}
