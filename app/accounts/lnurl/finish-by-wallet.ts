import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Asked } from "../keys/find-question.ts";
import type { Shower } from "../keys/note-refusal.ts";
import { spend } from "../keys/spend.ts";
import { useKey } from "../keys/use-key.ts";
import type { Finished } from "../keys/use-key.ts";
import type { Failing } from "../record-failure.ts";

/** Goes on in the browser that asked, after the wallet has answered. */
export async function finishByWallet(deps: Failing, asked: Asked, shower: Shower): Promise<Finished> {
  const question = await transact(deps.db, (tx) => spend(tx, deps.clock(), "lnurl", asked, "answered"));
  if (question?.answeredBy === undefined) return { outcome: refuse("question-over"), wanted: "" };
  const { answeredBy: key, host, wanted } = question;
  const shown = { kind: "lnurl", identifier: key, publicKey: key, signCount: 0n, label: "", host } as const;
  return { outcome: await useKey(deps, question, shown, shower), wanted };
}
