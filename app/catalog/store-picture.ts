import type { Tx } from "../db/database.ts";
import type { UnixMs } from "../domain/time.ts";
import type { ReadPicture } from "../gateways/pictures/port.ts";

/** Keeps a picture's files; one that is there already stays as it is, since its name is its content. */
export async function storePicture(tx: Tx, { id, width, height, files }: ReadPicture, now: UnixMs): Promise<void> {
  const result = await tx
    .insertInto("picture")
    .values({ id, width: BigInt(width), height: BigInt(height), created_at_ms: now })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 0n) return;
  const rows = files.map((file) => ({ picture_id: id, width: BigInt(file.width), bytes: file.bytes }));
  await tx.insertInto("picture_file").values(rows).execute();
}

/** Deletes a picture that no product and no stall shows any more. */
export async function forgetPicture(tx: Tx, pictureId: string): Promise<void> {
  const onProduct = await tx
    .selectFrom("product_picture")
    .select("picture_id")
    .where("picture_id", "=", pictureId)
    .executeTakeFirst();
  const onStall = await tx.selectFrom("stall").select("id").where("sign_picture_id", "=", pictureId).executeTakeFirst();
  if (onProduct !== undefined || onStall !== undefined) return;
  await tx.deleteFrom("picture_file").where("picture_id", "=", pictureId).execute();
  await tx.deleteFrom("picture").where("id", "=", pictureId).execute();
}
