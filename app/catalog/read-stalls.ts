import type { Selectable } from "kysely";
import type { Reader } from "../db/database.ts";
import type { StallTable } from "../db/schema.ts";
import type { Picture, Stall } from "./product.ts";
import { readSigns } from "./read-pictures.ts";

type StallRow = Selectable<StallTable> & { listed_products: bigint | null };

/** The stalls' own columns, with how many products each has to show. */
export function selectStalls(reader: Reader) {
  return reader
    .selectFrom("stall")
    .selectAll("stall")
    .select((eb) =>
      eb
        .selectFrom("product")
        .whereRef("product.stall_id", "=", "stall.id")
        .where("product.state", "=", "listed")
        .select((inner) => inner.fn.countAll<bigint>().as("count"))
        .as("listed_products"),
    );
}

/** Completes stall rows with their signs, in one query. */
export async function readStalls(reader: Reader, rows: readonly StallRow[]): Promise<Stall[]> {
  const altById = new Map(
    rows.flatMap((row) => (row.sign_picture_id === null ? [] : [[row.sign_picture_id, row.title]])),
  );
  const signs = await readSigns(reader, altById);
  return rows.map((row) => toStall(row, signs.get(row.sign_picture_id ?? "")));
}

function toStall(row: StallRow, sign: Picture | undefined): Stall {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    text: row.text,
    contact: row.contact,
    state: row.state,
    // Two stalls may show the same picture; each names it by its own title.
    sign: sign === undefined ? undefined : { ...sign, alt: row.title },
    lateTolerancePpm: Number(row.late_tolerance_ppm),
    listedProducts: Number(row.listed_products ?? 0n),
    createdAtMs: row.created_at_ms,
  };
}
