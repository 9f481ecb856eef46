import type { Reader } from "../db/database.ts";
import { isId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Stall } from "./product.ts";
import { readStalls, selectStalls } from "./read-stalls.ts";
import { isSlug } from "./stall-input.ts";

/** A stall by the slug in its address or by its id, closed ones too: `state` says what may be shown of it. */
export async function findStall(reader: Reader, slugOrId: string): Promise<Stall | Refused<"unknown-stall">> {
  const column = isId("stl", slugOrId) ? "stall.id" : "stall.slug";
  if (column === "stall.slug" && !isSlug(slugOrId)) return refuse("unknown-stall");
  const rows = await selectStalls(reader).where(column, "=", slugOrId).execute();
  const [stall] = await readStalls(reader, rows);
  return stall ?? refuse("unknown-stall");
}
