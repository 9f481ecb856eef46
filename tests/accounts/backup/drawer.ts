import { makeSheet } from "../../../app/accounts/backup/make-sheet.ts";
import { redeemSheet } from "../../../app/accounts/backup/redeem-sheet.ts";
import type { PinCost } from "../../../app/accounts/backup/hash-pin.ts";
import type { Acting } from "../../../app/accounts/acting.ts";
import type { Role } from "../../../app/domain/permissions.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { openTestDatabase } from "../../support/database.ts";
import { addPerson } from "../../support/person.ts";
import { visit } from "../../support/visit.ts";
import { testClock, testRandom } from "../../support/world.ts";
import type { TestClock } from "../../support/world.ts";

/** A hub's drawer of backup sheets: everything that the actions need. */
export type Drawer = Acting & { secretKey: string; pinCost: PinCost; clock: TestClock };

/** Rules do not depend on how much work a guess is. */
const CHEAP: PinCost = { memoryKib: 64, passes: 1, lanes: 1 };

export const PIN = "527391";
export const WRONG_PIN = "527392";

export async function openDrawer(seed: number, pinCost = CHEAP): Promise<Drawer> {
  return {
    pinCost,
    db: await openTestDatabase(),
    clock: testClock(),
    random: testRandom(seed),
    secretKey: "s".repeat(43),
  };
}

/** Somebody whom notices reach. */
export async function addReachable(drawer: Drawer, role: Role): Promise<{ id: string; role: Role }> {
  const person = await addPerson(drawer, role);
  const address = `${person.id}@example.org`;
  await drawer.db
    .insertInto("email")
    .values({ address, person_id: person.id, locale: "en", verified_at_ms: drawer.clock() })
    .execute();
  return person;
}

/** What somebody was told, by name. */
export async function noticesOf({ db }: Drawer, personId: string): Promise<string[]> {
  const query = db.selectFrom("notice").select("kind").where("person_id", "=", personId).orderBy("kind");
  return (await query.execute()).map(({ kind }) => kind);
}

/** Prints a sheet for somebody, and answers with its code. */
export async function printSheet(drawer: Drawer, personId: string, pin = PIN): Promise<string> {
  const made = await makeSheet(drawer, { personId, ...visit }, pin);
  if (isRefused(made)) throw new Error(`refused: ${made.reason}`);
  return made.code;
}

export function redeem(drawer: Drawer, code: string, pin = PIN): ReturnType<typeof redeemSheet> {
  return redeemSheet(drawer, { code, pin, visit });
}
