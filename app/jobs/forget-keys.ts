import { SECOND_MS } from "../domain/time.ts";
import type { Working } from "./working.ts";

const KEY_LIFETIME_MS = 24n * 3_600n * SECOND_MS;

/** A key protects a repeated request for a day, as clients expect; afterwards it may be used anew. */
export async function forgetKeys({ db, clock }: Pick<Working, "db" | "clock">): Promise<void> {
  await db
    .deleteFrom("idempotency")
    .where("created_at_ms", "<", clock() - KEY_LIFETIME_MS)
    .execute();
}
