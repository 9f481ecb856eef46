import { transact } from "../../db/transact.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting } from "../acting.ts";
import { isSigned } from "./verify-signature.ts";
import type { WalletAnswer } from "./verify-signature.ts";

/**
 * Takes what a wallet says to a question, once. It opens nothing by itself: the browser that asked goes on, and
 * nobody else, so the wallet's own request never learns of a session.
 */
export async function takeAnswer(
  { db, clock }: Pick<Acting, "db" | "clock">,
  answer: WalletAnswer,
): Promise<{ kind: "taken" } | Refused<"bad-answer" | "question-over">> {
  if (!(await isSigned(answer))) return refuse("bad-answer");
  const valueHash = sha256Hex(Buffer.from(answer.k1, "hex").toString("base64url"));
  return transact(db, async (tx) => {
    const question = await tx
      .selectFrom("challenge")
      .select(["id", "more"])
      .where("kind", "=", "lnurl")
      .where("value_hash", "=", valueHash)
      .where("expires_at_ms", ">", clock())
      .executeTakeFirst();
    if (question === undefined) return refuse("question-over");
    const more: Record<string, string> = JSON.parse(question.more);
    const answered = await tx
      .updateTable("challenge")
      .set({ state: "answered", more: JSON.stringify({ ...more, answeredBy: answer.key.toLowerCase() }) })
      .where("id", "=", question.id)
      .where("state", "=", "waiting")
      .executeTakeFirst();
    return answered.numUpdatedRows === 0n ? refuse("question-over") : { kind: "taken" };
  });
}
