import { randomBytes } from "node:crypto";
import { migrate } from "../../app/db/migrate.ts";
import { openDatabase } from "../../app/db/open.ts";
import { newId } from "../../app/domain/ids.ts";
import { unixMs } from "../../app/domain/time.ts";

/** Makes a hub's database with so many buyers in it, each with an address that is known to be theirs. */
export async function peopleHub(dataDir: string, count: number): Promise<string[]> {
  const now = unixMs(BigInt(Date.now()));
  const addresses = Array.from({ length: count }, (_, place) => `buyer${place}@example.org`);
  const db = await openDatabase(dataDir, undefined);
  try {
    await migrate(db, now, undefined);
    for (const address of addresses) {
      const id = newId("per", now, (bytes) => new Uint8Array(randomBytes(bytes)));
      const times = { created_at_ms: now, updated_at_ms: now };
      const person = { id, role: "buyer", stall_id: null, name: "Mina", locale: "en", state: "active" } as const;
      await db
        .insertInto("person")
        .values({ ...person, hold_until_ms: 0n, ...times })
        .execute();
      await db.insertInto("email").values({ address, person_id: id, locale: "en", verified_at_ms: now }).execute();
    }
  } finally {
    await db.destroy();
  }
  return addresses;
}
