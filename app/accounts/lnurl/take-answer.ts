import type { Db } from "../../db/database.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { latestBeginning } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Acting } from "../acting.ts";
import { isSigned, isWellFormed } from "./verify-signature.ts";
import type { WalletAnswer } from "./verify-signature.ts";

/**
 * Takes what a wallet says to a question, once. It opens nothing by itself: the browser that asked goes on, and
 * nobody else, so the wallet's own request never learns of a session. Signatures under made-up questions cost nothing.
 */
export async function takeAnswer(
  { db, clock }: Pick<Acting, "db" | "clock">,
  answer: WalletAnswer,
): Promise<{ kind: "taken" } | Refused<"bad-answer" | "question-over">> {
  if (!isWellFormed(answer)) return refuse("bad-answer");
  const question = await findWaiting(db, clock(), answer.k1);
  if (question === undefined) return refuse("question-over");
  if (!(await isSigned(answer))) return refuse("bad-answer");
  const more: Record<string, string> = JSON.parse(question.more);
  const answered = await db
    .updateTable("challenge")
    .set({ state: "answered", more: JSON.stringify({ ...more, answeredBy: answer.key.toLowerCase() }) })
    .where("id", "=", question.id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return answered.numUpdatedRows === 0n ? refuse("question-over") : { kind: "taken" };
}

async function findWaiting(db: Db, now: UnixMs, k1: string): Promise<{ id: string; more: string } | undefined> {
  return db
    .selectFrom("challenge")
    .select(["id", "more"])
    .where("kind", "=", "lnurl")
    .where("value_hash", "=", sha256Hex(Buffer.from(k1, "hex").toString("base64url")))
    .where("state", "=", "waiting")
    .where("created_at_ms", "<=", latestBeginning(now))
    .where("expires_at_ms", ">", now)
    .executeTakeFirst();
}
