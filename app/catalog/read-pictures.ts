import type { Reader } from "../db/database.ts";
import type { Picture } from "./product.ts";

/** All pictures of some products in their order, in one query that never touches the bytes. */
export async function readPictures(
  reader: Reader,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, Picture[]>> {
  const pictures = new Map<string, Picture[]>();
  if (productIds.length === 0) return pictures;
  const rows = await reader
    .selectFrom("product_picture as link")
    .innerJoin("picture", "picture.id", "link.picture_id")
    .innerJoin("picture_file as file", "file.picture_id", "picture.id")
    .where("link.product_id", "in", productIds)
    .orderBy("link.product_id")
    .orderBy("link.position")
    .orderBy("link.picture_id")
    .orderBy("file.width")
    .select([
      "link.product_id",
      "link.alt",
      "picture.id",
      "picture.width",
      "picture.height",
      "file.width as file_width",
    ])
    .execute();
  for (const row of rows) {
    const known = pictures.get(row.product_id) ?? [];
    pictures.set(row.product_id, withFile(known, row));
  }
  return pictures;
}

type Row = { id: string; width: bigint; height: bigint; file_width: bigint; alt: string };

/** Rows of one picture follow each other, so only the last picture can get another width. */
function withFile(pictures: readonly Picture[], row: Row): Picture[] {
  const last = pictures.at(-1);
  if (last?.id !== row.id) return [...pictures, firstFile(row)];
  return [...pictures.slice(0, -1), { ...last, widths: [...last.widths, Number(row.file_width)] }];
}

function firstFile({ id, width, height, file_width: fileWidth, alt }: Row): Picture {
  return { id, width: Number(width), height: Number(height), widths: [Number(fileWidth)], alt };
}

/** Single pictures by id, such as the signs of stalls; their alternative text is given by the caller. */
export async function readSigns(
  reader: Reader,
  altById: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Picture>> {
  const signs = new Map<string, Picture>();
  if (altById.size === 0) return signs;
  const rows = await reader
    .selectFrom("picture")
    .innerJoin("picture_file as file", "file.picture_id", "picture.id")
    .where("picture.id", "in", [...altById.keys()])
    .orderBy("file.width")
    .select(["picture.id", "picture.width", "picture.height", "file.width as file_width"])
    .execute();
  for (const row of rows) {
    const known = signs.get(row.id);
    const widths = [...(known?.widths ?? []), Number(row.file_width)];
    signs.set(row.id, { ...firstFile({ ...row, alt: altById.get(row.id) ?? "" }), widths });
  }
  return signs;
}
