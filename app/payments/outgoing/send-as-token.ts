import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { msat } from "../../domain/money.ts";
import type { UnixMs } from "../../domain/time.ts";
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
  const mayBegin = (tx: Tx) => begin(tx, outgoing, deps.clock());
  const lockedTo = outgoing.destination === "" ? undefined : outgoing.destination;
  const made = await makeToken({ subject: outgoing.id, amountMsat: msat(outgoing.amount_msat), lockedTo, mayBegin });
  if (isRefused(made)) return made.reason === "already-on-its-way" ? "waiting" : postpone(deps, outgoing, made.reason);
  if (made.state !== "ready") return "waiting";
  return transact<Sent>(deps.db, async (tx) => {
    const now = await tx.selectFrom("outgoing").select("state").where("id", "=", outgoing.id).executeTakeFirstOrThrow();
    if (now.state !== "sending") return "waiting";
    const { tokenId, feeMsat } = made;
    await settleOutgoing(tx, deps, outgoing, { rail: "ecash", feeMsat, proof: { token: tokenId } });
    return "sent";
  });
}

/**
 * A token that is begun is a try of its own: whoever took the money up before, and found no coins because this one has
 * claimed them, is known by an older number, and can neither put it off nor give it up.
 */
async function begin(tx: Tx, { id, tries }: Outgoing, now: UnixMs): Promise<boolean> {
  const moved = await tx
    .updateTable("outgoing")
    .set({ tries: tries + 1n, updated_at_ms: now })
    .where("id", "=", id)
    .where("state", "=", "sending")
    .where("tries", "=", tries)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}
