import type { UnixMs } from "../domain/time.ts";
import type { Db } from "./database.ts";

/** Writes one row of its own, so that somebody may rely on the database taking others. */
export async function proveWrite(db: Db, name: string, now: UnixMs): Promise<void> {
  const value = now.toString();
  await db
    .insertInto("setting")
    .values({ name, value, updated_at_ms: now })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value, updated_at_ms: now }))
    .execute();
}
