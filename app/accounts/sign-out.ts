import type { Db } from "../db/database.ts";
import { sha256Hex } from "../domain/hash.ts";

/** Ends one session; the cookie is worthless from this moment on. */
export async function signOut(db: Db, token: string): Promise<void> {
  await db.deleteFrom("session").where("token_hash", "=", sha256Hex(token)).execute();
}
