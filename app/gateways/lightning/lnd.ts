import { Misconfigured } from "../../domain/outcome.ts";
import { openConnection, type LndAddress } from "./lnd-connection.ts";
import { startHeartbeat } from "./lnd-heartbeat.ts";
import { cancelInvoice, settleHold } from "./lnd-hold.ts";
import { info } from "./lnd-info.ts";
import { findPayment, pay } from "./lnd-pay.ts";
import { createHold, createInvoice, findInvoice } from "./lnd-receive.ts";
import { watchHold, watchSettlements } from "./lnd-watch.ts";
import type { LightningNode, NodeInfo } from "./port.ts";

/** Where the adapter reports what no caller asked about. */
export interface Log {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface LndAccess extends LndAddress {
  /** One macaroon per role as base64, baked by `bakeMacaroons`. A call whose role is missing is `Misconfigured`. */
  macaroons: { receive: string; escrow?: string; payout?: string; monitor?: string };
  log: Log;
  /** How long a call may take; streams and payments have their own limits. */
  deadlineMs?: number;
  heartbeatMs?: number;
}

const DEADLINE_MS = 15_000;
const HEARTBEAT_MS = 20_000;

/**
 * Connects to a LND node with narrow macaroons; returns before the node has answered, so a hub starts
 * without its node and finds it when it is there.
 */
export function connectLnd(access: LndAccess): LightningNode & { close(): void } {
  const { macaroons, log, deadlineMs = DEADLINE_MS, heartbeatMs: everyMs = HEARTBEAT_MS } = access;
  const connection = openConnection(access, deadlineMs);
  const as = (role: keyof typeof macaroons) => () => connection.services(macaroonOf(macaroons, role));
  const [receive, escrow] = [as("receive"), as("escrow")];
  const payer = { connection, services: as("payout"), deadlineMs };
  const askInfo = warnsOfVersion(log, () => info(macaroons.monitor === undefined ? receive() : as("monitor")()));
  const stopHeartbeat = startHeartbeat({
    beat: askInfo,
    everyMs,
    onSilence: (error) => {
      log.warn({ err: error }, "LND does not answer; connecting anew");
      connection.replace("LND did not answer");
    },
  });
  return {
    info: askInfo,
    createInvoice: async (request) => createInvoice(receive(), request),
    findInvoice: async (paymentHash) => findInvoice(receive(), paymentHash),
    watchSettlements: async (after, onSettled, signal) =>
      watchSettlements({ connection, services: receive }, after, onSettled, signal),
    createHold: async (request) => createHold(receive(), request),
    watchHold: async (paymentHash, onChange, signal) =>
      watchHold({ connection, services: receive }, paymentHash, onChange, signal),
    settleHold: async (preimage) => settleHold(escrow(), preimage),
    cancelInvoice: async (paymentHash) => cancelInvoice(escrow(), paymentHash),
    pay: async (request) => pay(payer, request),
    findPayment: async (paymentHash) => findPayment(payer, paymentHash),
    close: () => {
      stopHeartbeat();
      connection.close();
    },
  };
}

function macaroonOf(macaroons: LndAccess["macaroons"], role: keyof LndAccess["macaroons"]): string {
  const macaroon = macaroons[role];
  if (macaroon === undefined) throw new Misconfigured(`no ${role} macaroon was given`);
  return macaroon;
}

/** Logs once when the node's version is one that this adapter was not tried on. */
function warnsOfVersion(log: Log, ask: () => Promise<NodeInfo>): () => Promise<NodeInfo> {
  let isWarned = false;
  return async () => {
    const found = await ask();
    if (!found.isVersionSupported && !isWarned) {
      isWarned = true;
      log.warn({ version: found.version }, "this LND version is not supported; 0.20 and 0.21 are");
    }
    return found;
  };
}
