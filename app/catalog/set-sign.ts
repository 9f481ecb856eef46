import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import type { Random } from "../domain/ids.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import type { PicturePort, ReadPicture } from "../gateways/pictures/port.ts";
import { recordChange } from "./record-change.ts";
import { forgetPicture, storePicture } from "./store-picture.ts";

/** Hangs an uploaded picture above the stall, or takes the present one down when there are no bytes. */
export async function setSign(
  db: Db,
  pictures: PicturePort,
  stallId: string,
  bytes: Uint8Array | undefined,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<{ readonly stallId: string } | Refused<"unknown-stall" | "picture-refused">> {
  const picture = bytes === undefined ? undefined : await pictures.read(bytes);
  if (isRefused(picture)) return picture;
  return transact(db, async (tx) => {
    const isThere = await hangSign(tx, stallId, picture, now);
    if (!isThere) return refuse("unknown-stall");
    await recordChange(tx, { stallId, type: "stall.edited", body: { fields: ["sign"] } }, now, random, by);
    return { stallId };
  });
}

/** The same within a transaction of the caller's; false when there is no such stall. */
export async function hangSign(
  tx: Tx,
  stallId: string,
  picture: ReadPicture | undefined,
  now: UnixMs,
): Promise<boolean> {
  const stall = await tx.selectFrom("stall").select("sign_picture_id").where("id", "=", stallId).executeTakeFirst();
  if (stall === undefined) return false;
  if (picture !== undefined) await storePicture(tx, picture, now);
  await tx
    .updateTable("stall")
    .set({ sign_picture_id: picture?.id ?? null })
    .where("id", "=", stallId)
    .execute();
  if (stall.sign_picture_id !== null) await forgetPicture(tx, stall.sign_picture_id);
  return true;
}
