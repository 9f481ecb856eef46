import { msat, msatFromSat, ZERO_MSAT, type Msat } from "../../domain/money.ts";
import { call, reading } from "./lnd-call.ts";
import type { LndServices } from "./lnd-connection.ts";
import type { RpcChannel } from "./lnd-rpc.ts";
import type { Receivable } from "./port.ts";

/** What could arrive now, by the macaroon that may look at the channels. */
export async function receivable({ default: lightning }: LndServices): Promise<Receivable> {
  return reading("tell its channels", async () => {
    const { channels } = await call(lightning, lightning.listChannels, { active_only: true });
    const rooms = channels.filter(({ active }) => active).map(roomIn);
    const totalMsat = rooms.reduce<bigint>((sum, room) => sum + room, 0n);
    const largestMsat = rooms.reduce((most, room) => (room > most ? room : most), ZERO_MSAT);
    return { totalMsat: msat(totalMsat), largestMsat };
  });
}

/**
 * The other side can send what it has beyond its reserve; who opened the channel keeps twice the fee of the closing
 * transaction besides, of which LND has taken one off already. What both sides agreed on for payments on their way
 * limits it too (BOLT 2: `max_htlc_value_in_flight_msat`, `max_accepted_htlcs`).
 */
function roomIn(channel: RpcChannel): Msat {
  const { remote_constraints: limits, pending_htlcs: pending } = channel;
  const coming = pending.filter(({ incoming }) => incoming);
  if (coming.length >= limits.max_accepted_htlcs) return ZERO_MSAT;
  const comingMsat = coming.reduce((sum, { amount }) => sum + msatFromSat(BigInt(amount)), 0n);
  const keptSat = BigInt(limits.chan_reserve_sat) + (channel.initiator ? 0n : BigInt(channel.commit_fee));
  const ownMsat = (BigInt(channel.remote_balance) - keptSat) * 1_000n;
  const allowedMsat = BigInt(limits.max_pending_amt_msat) - comingMsat;
  const roomMsat = ownMsat < allowedMsat ? ownMsat : allowedMsat;
  return roomMsat > 0n ? msat(roomMsat) : ZERO_MSAT;
}
