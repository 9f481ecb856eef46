import type { Db, Tx } from "../db/database.ts";
import type { ProductTable } from "../db/schema.ts";
import { transact } from "../db/transact.ts";
import { isId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";

type Change<Result> = (tx: Tx, product: ProductTable) => Promise<Result>;

/** Runs a change of a product of the seller's own stall in one transaction; to others it is as if it were not there. */
export function changeOwnProduct<Result>(
  db: Db,
  stallId: string,
  productId: string,
  change: Change<Result>,
): Promise<Result | Refused<"unknown-product">> {
  return transact(db, async (tx) => {
    const product = await ownProduct(tx, stallId, productId);
    return product === undefined ? refuse("unknown-product") : change(tx, product);
  });
}

/** The same for a variant: the change is given the product that it belongs to. */
export function changeOwnVariant<Result>(
  db: Db,
  stallId: string,
  variantId: string,
  change: Change<Result>,
): Promise<Result | Refused<"unknown-variant">> {
  return transact(db, async (tx) => {
    const product = await ownProductOf(tx, stallId, variantId);
    return product === undefined ? refuse("unknown-variant") : change(tx, product);
  });
}

async function ownProduct(tx: Tx, stallId: string, productId: string): Promise<ProductTable | undefined> {
  if (!isId("prd", productId)) return undefined;
  return tx
    .selectFrom("product")
    .selectAll()
    .where("id", "=", productId)
    .where("stall_id", "=", stallId)
    .executeTakeFirst();
}

async function ownProductOf(tx: Tx, stallId: string, variantId: string): Promise<ProductTable | undefined> {
  if (!isId("var", variantId)) return undefined;
  return tx
    .selectFrom("product")
    .innerJoin("variant", "variant.product_id", "product.id")
    .where("variant.id", "=", variantId)
    .where("product.stall_id", "=", stallId)
    .selectAll("product")
    .executeTakeFirst();
}
