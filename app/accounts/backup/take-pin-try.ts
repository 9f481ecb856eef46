import { transact } from "../../db/transact.ts";
import type { BackupSheetTable } from "../../db/schema.ts";
import type { Tx } from "../../db/database.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { Acting, Visit } from "../acting.ts";
import { burnSheet } from "./burn-sheet.ts";
import { NOBODY, recordAct } from "../record-act.ts";
import type { Act } from "../record-act.ts";

/** So many wrong PINs end a sheet. */
export const MOST_WRONG_PINS = 5n;

/** A guess that may be made. */
export type PinTry = { sheetId: string; personId: string; pinHash: string; isLast: boolean };

/** After so long nobody is still at work on the last guess: the hub was stopped in the middle of it. */
const GUESS_MS = MINUTE_MS;

/**
 * Counts a guess against the sheet before the work that it takes, so that guesses made at the same moment cannot be
 * more than five either. Undefined when there is none left, or no such sheet. Whatever is the matter, the same is
 * asked of the database and one event written: the time that it takes tells nobody which.
 */
export async function takePinTry(deps: Acting, visit: Visit, code: string): Promise<PinTry | undefined> {
  const hash = sha256Hex(code);
  return transact(deps.db, async (tx) => {
    const sheet = await tx.selectFrom("backup_sheet").selectAll().where("secret_hash", "=", hash).executeTakeFirst();
    const taken = await countTry(tx, hash, deps.clock());
    await recordAct(tx, deps, { personId: NOBODY, ...visit }, tryOf(sheet));
    if (sheet === undefined) return undefined;
    if (taken === undefined) {
      if (isLeftOver(sheet, deps.clock())) await burnSheet(tx, deps, visit, sheet);
      return undefined;
    }
    const isLast = taken.wrong_pins === MOST_WRONG_PINS;
    return { sheetId: sheet.id, personId: sheet.person_id, pinHash: sheet.pin_hash, isLast };
  });
}

function tryOf(sheet: BackupSheetTable | undefined): Act {
  if (sheet === undefined) return { type: "sign-in.failed", stream: "sign-in", body: { by: "sheet", count: "1" } };
  return { type: "sheet.tried", stream: sheet.person_id, body: { sheet: sheet.id } };
}

async function countTry(tx: Tx, secretHash: string, now: bigint): Promise<{ wrong_pins: bigint } | undefined> {
  return tx
    .updateTable("backup_sheet")
    .set((eb) => ({ wrong_pins: eb("wrong_pins", "+", 1n), updated_at_ms: now }))
    .where("secret_hash", "=", secretHash)
    .where("state", "=", "good")
    .where("wrong_pins", "<", MOST_WRONG_PINS)
    .where("person_id", "in", tx.selectFrom("person").select("id").where("state", "=", "active"))
    .returning("wrong_pins")
    .executeTakeFirst();
}

function isLeftOver({ state, wrong_pins, updated_at_ms }: BackupSheetTable, now: bigint): boolean {
  return state === "good" && wrong_pins === MOST_WRONG_PINS && updated_at_ms + GUESS_MS <= now;
}
