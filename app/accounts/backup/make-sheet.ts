import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { newId } from "../../domain/ids.ts";
import { checkPin } from "../../domain/pin.ts";
import { isRefused } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { newSheetCode } from "../../domain/sheet-code.ts";
import type { Acting, Actor } from "../acting.ts";
import { hashPin } from "./hash-pin.ts";
import type { PinSecrets } from "./hash-pin.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";

/** `code` is shown once and never again. */
export type MadeSheet = { kind: "sheet"; id: string; code: string; createdAtMs: bigint };

/** Makes a person's backup sheet, which opens only together with the PIN. The one made before is worth nothing then. */
export async function makeSheet(
  deps: Acting & PinSecrets,
  actor: Actor,
  pin: string,
): Promise<MadeSheet | Refused<"pin-malformed" | "pin-too-easy">> {
  const refused = checkPin(pin);
  if (isRefused(refused)) return refused;
  const pinHash = await hashPin(deps, pin);
  const code = newSheetCode(deps.random);
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const id = newId("bks", now, deps.random);
    await replaceSheet(tx, deps, actor);
    const row = { id, person_id: actor.personId, secret_hash: sha256Hex(code), pin_hash: pinHash, wrong_pins: 0n };
    await tx
      .insertInto("backup_sheet")
      .values({ ...row, state: "good", created_at_ms: now, updated_at_ms: now })
      .execute();
    await recordAct(tx, deps, actor, { type: "sheet.made", stream: actor.personId, body: { sheet: id } });
    await notify(tx, deps, actor.personId, "sheet-made");
    return { kind: "sheet", id, code, createdAtMs: now };
  });
}

async function replaceSheet(tx: Tx, { clock }: Omit<Acting, "db">, { personId }: Actor): Promise<void> {
  await tx
    .updateTable("backup_sheet")
    .set({ state: "replaced", updated_at_ms: clock() })
    .where("person_id", "=", personId)
    .where("state", "=", "good")
    .execute();
}
