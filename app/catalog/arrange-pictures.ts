import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { changeOwnProduct } from "./own-product.ts";
import { pictureOrder } from "./picture-input.ts";
import { recordProductChange } from "./record-product-change.ts";
import { forgetPicture } from "./store-picture.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

type Arranged = Promise<{ readonly productId: string } | Invalid | Refused<"unknown-product" | "invalid-input">>;

/** Sets the order and texts of a product's pictures and removes those left out; `input` is a `pictureOrder`. */
export async function arrangePictures(
  db: Db,
  stallId: string,
  productId: string,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Arranged {
  const order = validate(pictureOrder, input);
  if (isInvalid(order)) return order;
  return changeOwnProduct(db, stallId, productId, async (tx, product) => {
    const known = await pictureIds(tx, productId);
    const stranger = order.findIndex(({ id }) => !known.includes(id));
    if (stranger !== -1) return refuse("invalid-input", `/${stranger}/id`);
    await tx.deleteFrom("product_picture").where("product_id", "=", productId).execute();
    const rows = order.map(({ id, alt }, index) => ({
      product_id: productId,
      picture_id: id,
      position: BigInt(index),
      alt,
    }));
    if (rows.length > 0) await tx.insertInto("product_picture").values(rows).execute();
    for (const id of known) await forgetPicture(tx, id);
    const body = { product: productId };
    await recordProductChange(tx, product, { type: "pictures.arranged", body }, now, random, by);
    return { productId };
  });
}

async function pictureIds(tx: Tx, productId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("product_picture")
    .select("picture_id")
    .where("product_id", "=", productId)
    .execute();
  return rows.map((row) => row.picture_id);
}
