import type { Reader } from "../db/database.ts";

/**
 * One file of a picture, always WebP. Its address may be cached for ever: the id is a hash of the source,
 * so the bytes behind an id and a width never change.
 */
export async function findPictureFile(
  reader: Reader,
  pictureId: string,
  width: number,
): Promise<Uint8Array | undefined> {
  if (!/^[0-9a-f]{64}$/.test(pictureId) || !Number.isSafeInteger(width)) return undefined;
  const row = await reader
    .selectFrom("picture_file")
    .select("bytes")
    .where("picture_id", "=", pictureId)
    .where("width", "=", BigInt(width))
    .executeTakeFirst();
  return row?.bytes;
}
