import type { CoinKit, MintPort, PlannedOutput } from "../../gateways/mint/port.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { OpenOp } from "./open-op.ts";
import type { Outcome } from "./outcome.ts";

export type Looking = { mint: MintPort; kit: Pick<CoinKit, "pointOf">; now: UnixMs };

/**
 * Asks a mint what has become of an operation: outputs that were signed say that it happened, coins that are spent that
 * something did. Undefined when the mint has done nothing so far; then the very same may be asked again, and nothing else.
 */
export async function lookUp(looking: Looking, op: OpenOp): Promise<Outcome | undefined> {
  if (op.kind === "melt") return lookUpMelt(looking, op);
  const signed = await restored(looking.mint, op.body.outputs);
  return op.kind === "swap" ? lookUpSwap(looking, op, signed) : (signed ?? lookUpQuote(looking, op));
}

/** All of the outputs, or none: a mint signs the outputs of a request together. */
async function restored(mint: MintPort, outputs: readonly PlannedOutput[]): Promise<Outcome | undefined> {
  const found = new Map((await mint.restore(outputs)).map(({ point, signature }) => [point, signature]));
  const signatures = outputs.map(({ point }) => found.get(point)).filter((each) => each !== undefined);
  if (signatures.length === outputs.length) return { kind: "signed", signatures };
  return signatures.length === 0 ? undefined : { kind: "lost", reason: "signed-in-part" };
}

async function lookUpSwap(looking: Looking, op: OpenOp, before: Outcome | undefined): Promise<Outcome | undefined> {
  const inputs = await lookUpInputs(looking, op);
  if (inputs?.kind !== "refused") return inputs;
  // What was asked before may have been done between the two looks; whoever spent them else, it was not this.
  return before ?? (await restored(looking.mint, op.body.outputs)) ?? inputs;
}

/**
 * What the coins tell that go into a swap. A mint spends them and signs the outputs together: while all of them are
 * there, this swap has not happened, whatever was signed under its numbers before.
 */
export async function lookUpInputs(looking: Looking, op: OpenOp): Promise<Outcome | undefined> {
  const states = await statesOf(looking, op);
  if (states.some(({ state }) => state === "pending")) return { kind: "pending" };
  const spent = states.filter(({ state }) => state === "spent").map(({ point }) => point);
  return spent.length === 0 ? undefined : { kind: "refused", reason: "coin-spent", spent };
}

async function lookUpQuote({ mint, now }: Looking, op: OpenOp): Promise<Outcome | undefined> {
  const quote = await mint.mintQuote(op.quote_id ?? "");
  if (quote === undefined) return { kind: "refused", reason: "quote-expired" };
  if (quote.state === "paid") return undefined;
  if (quote.state === "issued")
    return (await restored(mint, op.body.outputs)) ?? { kind: "lost", reason: "quote-issued" };
  const isOver = quote.expiresAtMs !== undefined && quote.expiresAtMs < now;
  return isOver ? { kind: "refused", reason: "quote-expired" } : { kind: "pending" };
}

/** A mint pays a quote once, so the same may be asked again for as long as the quote lives. */
async function lookUpMelt(looking: Looking, op: OpenOp): Promise<Outcome | undefined> {
  const quote = await looking.mint.meltQuote(op.quote_id ?? "");
  if (quote?.state === "paid") return { kind: "signed", signatures: quote.change };
  const states = await statesOf(looking, op);
  if (quote?.state === "pending" || states.some(({ state }) => state === "pending")) return { kind: "pending" };
  if (states.some(({ state }) => state === "spent")) return { kind: "lost", reason: "coins-gone" };
  const isOver = quote === undefined || (quote.expiresAtMs !== undefined && quote.expiresAtMs < looking.now);
  return isOver ? { kind: "refused", reason: "quote-expired" } : undefined;
}

async function statesOf({ mint, kit }: Looking, op: OpenOp) {
  const points = op.body.inputs.map(({ secret }) => kit.pointOf(secret));
  const states = await mint.states(points);
  return points.map((point) => ({ point, state: states.get(point)?.state ?? "unspent" }));
}
