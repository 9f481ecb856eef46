import type { Tx } from "../../db/database.ts";
import { enqueue } from "../../db/enqueue.ts";
import { newId } from "../../domain/ids.ts";
import type { Acting } from "../acting.ts";

/** The job that puts a request's question to its person's chat. */
export const QUESTION_JOB = "request.question";

export async function queueQuestion(tx: Tx, { clock, random }: Omit<Acting, "db">, requestId: string): Promise<void> {
  const now = clock();
  const id = newId("job", now, random);
  await enqueue(tx, { id, kind: QUESTION_JOB, payload: { requestId }, runAtMs: now, nowMs: now });
}
