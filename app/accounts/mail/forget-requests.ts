import type { Db } from "../../db/database.ts";
import { DAY_MS, HOUR_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";

/** Longer than any limit looks back. */
const REQUESTS_MS = HOUR_MS;
const NOTICES_MS = 30n * DAY_MS;

/** Throws away requests that nobody counts any more and old notices, for the addresses in them. */
export async function forgetRequests(db: Db, now: UnixMs): Promise<void> {
  await db
    .deleteFrom("sign_in")
    .where("created_at_ms", "<", now - REQUESTS_MS)
    .execute();
  await db
    .deleteFrom("notice")
    .where("created_at_ms", "<", now - NOTICES_MS)
    .execute();
}
