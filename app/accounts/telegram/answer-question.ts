import type { Tx } from "../../db/database.ts";
import type { SignInTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import type { Acting } from "../acting.ts";
import { isOpen } from "../mail/find-request.ts";
import type { Requesting } from "../mail/request.ts";
import { digitsOf } from "../mail/secrets.ts";
import { NOBODY, recordAct } from "../record-act.ts";
import { findChat } from "./find-chat.ts";
import { QUESTIONS } from "./question-limit.ts";

/** Somebody pressed a button under a question. */
export type Press = {
  chatId: string;
  /** Whether in a chat of their own. */
  isOwn: boolean;
  data: string;
};

export type Answered = "approved" | "denied" | "wrong-number" | "over";

/** A button's data: the request, and the number on it or `no`. It opens nothing without the right chat. */
export function pressData(requestId: string, answer: string): string {
  return `${requestId}:${answer}`;
}

/**
 * Takes the answer to a question. Only the chat of the person who is asked can say yes, and only with the number that
 * their screen shows; anything else, from whomever, ends the request at once, so that nothing can be tried twice.
 */
export async function answerQuestion(deps: Requesting, press: Press): Promise<Answered> {
  const [requestId = "", answer = ""] = press.data.split(":");
  return transact(deps.db, async (tx) => {
    const row = await questionOf(tx, deps, requestId);
    if (row === undefined) return "over";
    const chat = await findChat(tx, press.chatId);
    const isTheirs = press.isOwn && chat !== undefined && chat.personId === row.person_id;
    const answered = isTheirs ? judge(deps.secretKey, row, answer) : "over";
    if (!(await note(tx, row, answered))) return "over";
    if (answered !== "approved") await recordNo(tx, deps, row);
    return answered;
  });
}

async function questionOf(tx: Tx, deps: Requesting, requestId: string): Promise<SignInTable | undefined> {
  const row = await tx
    .selectFrom("sign_in")
    .selectAll()
    .where("id", "=", requestId)
    .where("purpose", "in", QUESTIONS)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return row !== undefined && isOpen(row, deps.clock()) ? row : undefined;
}

function judge(secretKey: string, row: SignInTable, answer: string): Exclude<Answered, "over"> {
  if (answer === digitsOf(secretKey, row.id)) return "approved";
  return answer === "no" ? "denied" : "wrong-number";
}

/** False when another press was quicker. */
async function note(tx: Tx, { id }: SignInTable, answered: Answered): Promise<boolean> {
  const noted = await tx
    .updateTable("sign_in")
    .set(answered === "approved" ? { state: "approved", approved_by: "telegram" } : { state: "dead" })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return noted.numUpdatedRows > 0n;
}

async function recordNo(tx: Tx, deps: Omit<Acting, "db">, row: SignInTable): Promise<void> {
  const { person_id: stream, purpose, door, device } = row;
  if (stream === null) return;
  await recordAct(tx, deps, { personId: NOBODY, door, device }, { type: "request.denied", stream, body: { purpose } });
}
