import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { MeltQuote, MintRefusal, Signed } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { refreshKeysets } from "../mints/refresh-keysets.ts";
import { skipSigned } from "../wallet/skip-signed.ts";
import { asFollower } from "./as-follower.ts";
import { ask } from "./ask.ts";
import { lookUp, lookUpInputs } from "./look-up.ts";
import type { Looking } from "./look-up.ts";
import { takeUp } from "./open-op.ts";
import type { OpenOp } from "./open-op.ts";
import type { Outcome } from "./outcome.ts";
import { settleOp } from "./settle-op.ts";

/** `waiting`: nothing can be said yet; it is looked at again by itself. */
export type Finished = "done" | "refused" | "blocked" | "waiting";

const OUTDATED: ReadonlySet<string> = new Set([
  "keyset-unknown",
  "keyset-inactive",
  "keyset-expired",
] satisfies MintRefusal[]);

/**
 * Takes an operation to its end, whatever was done of it before: by this process, by another, or by one that was killed.
 * Only the first to take it up asks at once; whoever comes later asks the mint first what has become of it.
 */
export async function finishOp(deps: Ecash, id: string): Promise<Finished> {
  const op = await takeUp(deps, id);
  if (typeof op === "string") return op === "open" ? "waiting" : op;
  const looking = { mint: deps.mintAt(op.mint_url), kit: deps.kit, now: deps.clock() };
  try {
    const known = op.isFirstTry ? undefined : await lookUp(looking, op);
    const outcome = await asFollower(deps, op, known ?? (await askNow(deps, looking, op)));
    // Whoever tries again signs with what the mint signs with now.
    if (outcome.kind === "refused" && OUTDATED.has(outcome.reason)) await refreshKeysets(deps, looking.mint);
    return await settleOp(deps, op, outcome);
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown) return "waiting";
    throw error;
  }
}

/** A mint's no may be an answer to what it did before; only together with its books it is one. */
async function askNow(deps: Ecash, looking: Looking, op: OpenOp): Promise<Outcome> {
  const answer = await ask(looking.mint, op);
  if (answer.kind === "signed") return answer;
  if (answer.kind === "melt-quote" && answer.state !== "unpaid") return paidOrPending(answer);
  // Nobody asked before, so it was not this payment that spent them.
  const wasSpent = answer.kind === "refused" && answer.reason === "coin-spent";
  if (op.kind === "melt" && op.isFirstTry && wasSpent) return { kind: "refused", reason: "coin-spent" };
  const reason = answer.kind === "refused" ? answer.reason : "payment-failed";
  const known = reason === "outputs-signed" ? await afterUsed(deps, looking, op) : await lookUp(looking, op);
  return known ?? { kind: "refused", reason };
}

/**
 * Either this very request went through before, or its numbers were used for another: the database is an older copy
 * then, and whoever tries again takes numbers of which nothing was signed.
 */
async function afterUsed(deps: Ecash, looking: Looking, op: OpenOp): Promise<Outcome | undefined> {
  for (const keysetId of new Set(op.body.outputs.map((output) => output.keysetId)))
    await skipSigned(deps, looking.mint, keysetId);
  const isOther = op.kind === "swap" && (await wasAskedOnce(deps, op));
  return isOther ? lookUpInputs(looking, op) : lookUp(looking, op);
}

/** Then nobody can have been answered before, and what was signed was signed for something else. */
async function wasAskedOnce({ db }: Ecash, { id }: OpenOp): Promise<boolean> {
  const op = await db.selectFrom("ecash_op").select("tries").where("id", "=", id).executeTakeFirstOrThrow();
  return op.tries === 1n;
}

function paidOrPending({ state, change }: MeltQuote): Signed | { kind: "pending" } {
  return state === "paid" ? { kind: "signed", signatures: change } : { kind: "pending" };
}
