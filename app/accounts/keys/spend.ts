import type { Tx } from "../../db/database.ts";
import type { CredentialKind } from "../../db/schema.ts";
import type { UnixMs } from "../../domain/time.ts";
import { findQuestion } from "./find-question.ts";
import type { Asked, AskedQuestion } from "./find-question.ts";

/** Takes a question back, once; undefined when it is not there, not in this state, or somebody was quicker. */
export async function spend(
  tx: Tx,
  now: UnixMs,
  kind: CredentialKind,
  asked: Asked,
  from: "waiting" | "answered",
): Promise<AskedQuestion | undefined> {
  const question = await findQuestion(tx, now, kind, asked);
  if (question === undefined) return undefined;
  const spent = await tx
    .updateTable("challenge")
    .set({ state: "used" })
    .where("id", "=", question.id)
    .where("state", "=", from)
    .executeTakeFirst();
  return spent.numUpdatedRows === 0n ? undefined : question;
}
