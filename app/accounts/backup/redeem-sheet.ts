import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { DAY_MS } from "../../domain/time.ts";
import type { Acting, Visit } from "../acting.ts";
import { burnSheet } from "./burn-sheet.ts";
import { endOtherSessions } from "../end-session.ts";
import { guessAtNothing, isPinOf } from "./hash-pin.ts";
import type { PinSecrets } from "./hash-pin.ts";
import { notify } from "../notify.ts";
import { openSession } from "../open-session.ts";
import type { OpenedSession } from "../open-session.ts";
import { recordAct } from "../record-act.ts";
import { takePinTry } from "./take-pin-try.ts";
import type { PinTry } from "./take-pin-try.ts";

/** For so long after a recovery no money leaves in the person's name: time for the real one to notice. */
export const HOLD_MS = DAY_MS;

/**
 * Trades a backup sheet and its PIN for a session that may do nothing but get the account back. A sheet that is not
 * there, was used, burnt or replaced, one of somebody who was shut out, and a wrong PIN are all answered alike.
 */
export async function redeemSheet(
  deps: Acting & PinSecrets,
  { code, pin, visit }: { code: string; pin: string; visit: Visit },
): Promise<OpenedSession | Refused<"sheet-refused">> {
  const taken = await takePinTry(deps, visit, code);
  const isRight = taken === undefined ? await guessAtNothing(deps, pin) : await isPinOf(taken.pinHash, deps, pin);
  if (taken === undefined) return refuse("sheet-refused");
  if (isRight) return transact(deps.db, (tx) => spend(tx, deps, visit, taken));
  if (taken.isLast)
    await transact(deps.db, (tx) => burnSheet(tx, deps, visit, { id: taken.sheetId, person_id: taken.personId }));
  return refuse("sheet-refused");
}

async function spend(
  tx: Tx,
  deps: Acting,
  visit: Visit,
  { sheetId, personId }: PinTry,
): Promise<OpenedSession | Refused<"sheet-refused">> {
  const now = deps.clock();
  const person = await activePerson(tx, personId);
  if (person === undefined || !(await isSpentNow(tx, sheetId, now))) return refuse("sheet-refused");
  const actor = { personId, ...visit };
  await recordAct(tx, deps, actor, { type: "sheet.used", stream: personId, body: { sheet: sheetId } });
  await endOtherSessions(tx, deps, actor, { personId, except: undefined });
  await tx
    .updateTable("person")
    .set({ hold_until_ms: now + HOLD_MS, updated_at_ms: now })
    .where("id", "=", personId)
    // A longer hold than this one stays.
    .where("hold_until_ms", "<", now + HOLD_MS)
    .execute();
  await notify(tx, deps, personId, "sheet-used");
  return openSession(tx, deps, { person, method: "sheet", visit, scope: "recovery" });
}

async function activePerson(tx: Tx, id: string) {
  return tx
    .selectFrom("person")
    .select(["id", "role"])
    .where("id", "=", id)
    .where("state", "=", "active")
    .executeTakeFirst();
}

async function isSpentNow(tx: Tx, sheetId: string, now: bigint): Promise<boolean> {
  const spent = await tx
    .updateTable("backup_sheet")
    .set({ state: "spent", updated_at_ms: now })
    .where("id", "=", sheetId)
    .where("state", "=", "good")
    .executeTakeFirst();
  return spent.numUpdatedRows > 0n;
}
