import { transact } from "../../db/transact.ts";
import { msat } from "../../domain/money.ts";
import { isRefused } from "../../domain/refusal.ts";
import { postpone } from "./postpone.ts";
import type { Sent } from "./send.ts";
import type { Outgoing, Sending } from "./sending.ts";
import { settleOutgoing } from "./settle-outgoing.ts";

/**
 * Takes money one step further that leaves as e-cash: it has left once there is a token for whoever is to have it. The
 * token belongs to the request, so whoever comes after a crash finds the one that was begun.
 */
export async function sendAsToken(deps: Sending, outgoing: Outgoing): Promise<Sent> {
  const { makeToken } = deps;
  if (makeToken === undefined) return postpone(deps, outgoing, "no-ecash");
  const made = await makeToken({ subject: outgoing.id, amountMsat: msat(outgoing.amount_msat) });
  if (isRefused(made)) return postpone(deps, outgoing, made.reason);
  if (made.state !== "ready") return "waiting";
  return transact<Sent>(deps.db, async (tx) => {
    const now = await tx.selectFrom("outgoing").select("state").where("id", "=", outgoing.id).executeTakeFirstOrThrow();
    if (now.state !== "sending") return "waiting";
    const { tokenId, feeMsat } = made;
    await settleOutgoing(tx, deps, outgoing, { rail: "ecash", feeMsat, proof: { token: tokenId } });
    return "sent";
  });
}
