import { z } from "zod";
import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import type { PicturePort, ReadPicture } from "../gateways/pictures/port.ts";
import { nextPosition } from "./next-position.ts";
import { changeOwnProduct } from "./own-product.ts";
import { alt } from "./picture-input.ts";
import { MAX_PICTURES } from "./product-input.ts";
import { recordProductChange } from "./record-product-change.ts";
import { storePicture } from "./store-picture.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

export type AddedPicture = { readonly pictureId: string };

type Refusals = Refused<"unknown-product" | "too-many-pictures" | "picture-refused">;

/** Adds an uploaded picture behind the product's others. Adding one that is there already changes its text only. */
export async function addPicture(
  db: Db,
  pictures: PicturePort,
  target: { stallId: string; productId: string },
  upload: { bytes: Uint8Array; alt: string },
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<AddedPicture | Invalid | Refusals> {
  const input = validate(z.object({ alt }), { alt: upload.alt });
  if (isInvalid(input)) return input;
  const picture = await pictures.read(upload.bytes);
  if (isRefused(picture)) return picture;
  return changeOwnProduct(db, target.stallId, target.productId, async (tx, product) => {
    const attached = await attachPicture(tx, product.id, picture, input.alt, now);
    if (!attached) return refuse("too-many-pictures");
    const body = { product: product.id, picture: picture.id };
    await recordProductChange(tx, product, { type: "picture.added", body }, now, random, by);
    return { pictureId: picture.id };
  });
}

/** Shows a picture as the product's last; false when the product has as many as it can. */
export async function attachPicture(
  tx: Tx,
  productId: string,
  picture: ReadPicture,
  text: string,
  now: UnixMs,
): Promise<boolean> {
  const others = await tx
    .selectFrom("product_picture")
    .select(["picture_id", "position"])
    .where("product_id", "=", productId)
    .execute();
  const isThere = others.some((other) => other.picture_id === picture.id);
  if (!isThere && others.length >= MAX_PICTURES) return false;
  const position = nextPosition(others);
  await storePicture(tx, picture, now);
  await tx
    .insertInto("product_picture")
    .values({ product_id: productId, picture_id: picture.id, position, alt: text })
    .onConflict((conflict) => conflict.columns(["product_id", "picture_id"]).doUpdateSet({ alt: text }))
    .execute();
  return true;
}
