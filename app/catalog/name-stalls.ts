import type { Reader } from "../db/database.ts";

const MOST = 1_000;

/** Every stall by its name, open or closed, for choosing one. */
export async function nameStalls(reader: Reader): Promise<{ id: string; title: string }[]> {
  return reader.selectFrom("stall").select(["id", "title"]).orderBy("title").limit(MOST).execute();
}
