import type { TestHub } from "../../hub.ts";

/** A name as no form would let it through. */
export async function setName(t: TestHub, id: string, name: string): Promise<void> {
  await t.hub.db.updateTable("person").set({ name }).where("id", "=", id).execute();
}
