import type { Db } from "../db/database.ts";
import type { Clock } from "../domain/time.ts";

export type OwnWords = { name: string; locale: "" | "en" | "ko" };

/** Changes what a person is called here, and the language in which the hub writes to them. */
export async function editPerson({ db, clock }: { db: Db; clock: Clock }, id: string, words: OwnWords): Promise<void> {
  await db
    .updateTable("person")
    .set({ ...words, updated_at_ms: clock() })
    .where("id", "=", id)
    .execute();
}
