import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Acting } from "../acting.ts";
import type { Asked } from "../keys/find-question.ts";
import { spend } from "../keys/spend.ts";
import { useKey } from "../keys/use-key.ts";
import type { Finished, Shower } from "../keys/use-key.ts";

/** Goes on in the browser that asked, after the wallet has answered. */
export async function finishByWallet(deps: Acting, asked: Asked, shower: Shower): Promise<Finished> {
  return transact(deps.db, async (tx) => {
    const question = await spend(tx, deps.clock(), "lnurl", asked, "answered");
    if (question?.answeredBy === undefined) return { outcome: refuse("question-over"), wanted: "" };
    const { answeredBy: key, host, wanted } = question;
    const shown = { kind: "lnurl", identifier: key, publicKey: key, signCount: 0n, label: "", host } as const;
    return { outcome: await useKey(tx, deps, question, shown, shower), wanted };
  });
}
