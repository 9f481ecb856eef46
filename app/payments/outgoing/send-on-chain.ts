import { z } from "zod";
import { msat } from "../../domain/money.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import { isRefused } from "../../domain/refusal.ts";
import { blockHeight } from "../../domain/time.ts";
import type { ChainDraft, ChainSender } from "../../gateways/chain/port.ts";
import { mostSatPerVbyte } from "./chain-fee-rule.ts";
import { DEEP_ENOUGH, failTransaction, finishTransaction, noteOnChain } from "./finish-transaction.ts";
import { postpone } from "./postpone.ts";
import type { Sent } from "./send.ts";
import type { Outgoing, Sending } from "./sending.ts";
import { intendTransaction, liveTransaction } from "./transaction.ts";
import type { SignedTransaction } from "./transaction.ts";

/** After so many blocks an input that was spent in another way is lost to a transaction for good. */
const LOST_AFTER = 6;

/**
 * Takes money one step further that goes to an address. Its transaction is signed and written down first and published
 * then, so that after any crash the very same is published again, which moves nothing twice. Another is signed only
 * when a block far back holds one that spends the same coins in another way.
 */
export async function sendOnChain(deps: Sending, outgoing: Outgoing): Promise<Sent> {
  const { sender } = deps;
  const live = await liveTransaction(deps.db, outgoing.id);
  if (sender === undefined) return live === undefined ? postpone(deps, outgoing, "chain-not-allowed") : "waiting";
  try {
    return live === undefined ? await begin(deps, sender, outgoing) : await goOn(deps, sender, outgoing, live);
  } catch (error) {
    if (error instanceof Misconfigured) return giveWay(deps, outgoing, "chain-not-allowed");
    if (error instanceof NotApplied || error instanceof OutcomeUnknown) return giveWay(deps, outgoing, "unreachable");
    throw error;
  }
}

/** Nothing is known to have left: it is tried later. What was signed and written down meanwhile stays as it is. */
async function giveWay(deps: Sending, outgoing: Outgoing, reason: string): Promise<Sent> {
  return (await liveTransaction(deps.db, outgoing.id)) === undefined ? postpone(deps, outgoing, reason) : "waiting";
}

async function begin(deps: Sending, sender: ChainSender, outgoing: Outgoing): Promise<Sent> {
  const satPerVbyte = await sender.feeRate();
  if (satPerVbyte > (await mostSatPerVbyte(deps.db))) return postpone(deps, outgoing, "chain-fee-too-high");
  const amountMsat = msat(outgoing.amount_msat);
  const draft = await sender.draft({ address: outgoing.destination, amountMsat, satPerVbyte });
  if (draft === "insufficient-balance") return postpone(deps, outgoing, draft);
  const signed = await intendTransaction(deps, outgoing, draft);
  if (isRefused(signed)) {
    await letGo(sender, draft);
    return signed.reason === "already-on-its-way" ? "waiting" : postpone(deps, outgoing, signed.reason);
  }
  if (signed.txid !== draft.txid) await letGo(sender, draft);
  return publish(deps, sender, outgoing, signed);
}

/** When nobody hears this, the coins are free again in some minutes. */
async function letGo(sender: ChainSender, draft: ChainDraft): Promise<void> {
  await sender.release(draft).catch(onlyIfOurs);
}

function onlyIfOurs(error: unknown): void {
  const isTheirs = [NotApplied, OutcomeUnknown, Misconfigured].some((kind) => error instanceof kind);
  if (!isTheirs) throw error;
}

async function publish(
  deps: Sending,
  sender: ChainSender,
  outgoing: Outgoing,
  signed: SignedTransaction,
): Promise<Sent> {
  const answer = await sender.publish(signed.raw);
  const at = { isPublished: answer === "published", confirmations: 0 };
  return noteOnChain(deps, outgoing, signed, at);
}

const Inputs = z.array(z.string());

/** Only the chain knows what became of it. What it does not know is published again, the same as before. */
async function goOn(deps: Sending, sender: ChainSender, outgoing: Outgoing, signed: SignedTransaction): Promise<Sent> {
  const { txid, from_height: fromHeight } = signed;
  const inputs = Inputs.parse(JSON.parse(signed.inputs));
  const sought = { txid, inputs, address: outgoing.destination, fromHeight: blockHeight(Number(fromHeight)) };
  const seen = await sender.look(sought);
  if (seen.state === "absent") return publish(deps, sender, outgoing, signed);
  if (seen.state === "waiting") return noteOnChain(deps, outgoing, signed, { isPublished: true, confirmations: 0 });
  const { confirmations } = seen;
  if (seen.state === "mined") {
    if (confirmations < DEEP_ENOUGH) return noteOnChain(deps, outgoing, signed, { isPublished: true, confirmations });
    return finishTransaction(deps, outgoing, signed, { txid, feeMsat: signed.fee_msat });
  }
  if (confirmations < LOST_AFTER) return noteOnChain(deps, outgoing, signed, { isPublished: true, confirmations: 0 });
  // Somebody raised its fee at the node itself: the money has arrived by the other one.
  if (seen.paidMsat === outgoing.amount_msat) return finishTransaction(deps, outgoing, signed, seen);
  // A part of it arrived: no rule can say what is still due, so a person has to.
  if (seen.paidMsat > 0n) return noteOnChain(deps, outgoing, signed, { isPublished: true, confirmations: 0 });
  return failTransaction(deps, outgoing, signed);
}
