import { Misconfigured } from "../../domain/outcome.ts";
import type { ChainSender, ChainWallet } from "../chain/port.ts";
import { lndChain } from "./lnd-chain.ts";
import { openConnection, type LndConnection } from "./lnd-connection.ts";
import { startHeartbeat } from "./lnd-heartbeat.ts";
import { cancelInvoice, settleHold } from "./lnd-hold.ts";
import { info } from "./lnd-info.ts";
import { holdKeys, type HeldKeys, type LndKeys } from "./lnd-keys.ts";
import { findPayment, pay } from "./lnd-pay.ts";
import { funds, listPayments, listSettled } from "./lnd-records.ts";
import { receivable } from "./lnd-receivable.ts";
import { lndSender } from "./lnd-send-on-chain.ts";
import { createHold, createInvoice, findInvoice } from "./lnd-receive.ts";
import { watchHold, watchSettlements } from "./lnd-watch.ts";
import type { LightningCanceller, LightningNode, NodeInfo } from "./port.ts";

/** Where the adapter reports what no caller asked about. */
export interface Log {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface LndAccess {
  /** `HOST:PORT`, where the host is one that the certificate names. */
  socket: string;
  /** Asked at the start and for every new connection, so that keys may be renewed while the hub runs. */
  readKeys: () => LndKeys;
  log: Log;
  /** How long a call may take; streams and payments have their own limits. */
  deadlineMs?: number;
  heartbeatMs?: number;
}

type Role = keyof LndKeys["macaroons"];

const ROLES: readonly Role[] = ["receive", "escrow", "payout", "monitor", "chain", "cancel"];

const DEADLINE_MS = 15_000;
const HEARTBEAT_MS = 20_000;

/** A LND node: its Lightning side, and what else it does for a hub that was given the macaroon for it. */
export type LndNode = LightningNode & {
  chain: ChainWallet | undefined;
  sender: ChainSender | undefined;
  canceller: LightningCanceller | undefined;
  close(): void;
};

/**
 * Connects to a LND node with narrow macaroons; returns before the node has answered, so a hub starts
 * without its node and finds it when it is there.
 */
export function connectLnd(access: LndAccess): LndNode {
  const { socket, log, deadlineMs = DEADLINE_MS, heartbeatMs: everyMs = HEARTBEAT_MS } = access;
  const keys = holdKeys(access.readKeys, (error) => log.warn({ err: error }, "LND's keys cannot be read again"));
  const connection = openConnection({ socket, certificate: keys.current().certificate }, deadlineMs);
  const as = (role: Role) => () => connection.services(macaroonOf(keys.current(), role));
  const [receive, escrow] = [as("receive"), as("escrow")];
  const cancelAs = (role: Role): LightningCanceller["cancelInvoice"] => {
    const services = as(role);
    return async (paymentHash) => cancelInvoice(services(), paymentHash);
  };
  const payer = { connection, services: as("payout"), deadlineMs };
  const has = (role: Role) => keys.current().macaroons[role] !== undefined;
  const askAs = warnsOfVersion(log, async (role) => info(as(role)()));
  const stopHeartbeat = startHeartbeat({
    beat: () => Promise.all(rolesOf(keys.current()).map(askAs)),
    everyMs,
    onFailure: (error) => connectAnew({ connection, keys, log }, error),
  });
  return {
    info: async () => askAs(keys.current().macaroons.monitor === undefined ? "receive" : "monitor"),
    createInvoice: async (request) => createInvoice(receive(), request),
    findInvoice: async (paymentHash) => findInvoice(receive(), paymentHash),
    watchSettlements: async (after, onSettled, signal) =>
      watchSettlements({ connection, services: receive }, after, onSettled, signal),
    createHold: async (request) => createHold(receive(), request),
    watchHold: async (paymentHash, onChange, signal) =>
      watchHold({ connection, services: receive }, paymentHash, onChange, signal),
    settleHold: async (preimage) => settleHold(escrow(), preimage),
    cancelInvoice: cancelAs("escrow"),
    pay: async (request) => pay(payer, request),
    findPayment: async (paymentHash) => findPayment(payer, paymentHash),
    funds: async () => (has("monitor") ? funds(as("monitor")()) : undefined),
    receivable: async () => (has("monitor") ? receivable(as("monitor")()) : undefined),
    listSettled: async (page) => listSettled(receive(), page),
    listPayments: async (page) => (has("payout") ? listPayments(as("payout")(), page) : undefined),
    chain: keys.current().macaroons.chain === undefined ? undefined : lndChain({ connection, services: as("chain") }),
    canceller: keys.current().macaroons.cancel === undefined ? undefined : { cancelInvoice: cancelAs("cancel") },
    sender: keys.current().macaroons.payout === undefined ? undefined : lndSender(as("payout")),
    close: () => {
      stopHeartbeat();
      connection.close();
    },
  };
}

/** After a silence always; a wrong setup stays wrong on another connection, unless its keys are others by now. */
function connectAnew(
  { connection, keys, log }: { connection: LndConnection; keys: HeldKeys; log: Log },
  error: unknown,
) {
  const areOthers = keys.renew();
  const isWrongSetup = error instanceof Misconfigured;
  if (isWrongSetup && !areOthers) return;
  const reason = isWrongSetup ? "LND's keys were renewed" : "LND does not answer";
  log.warn({ err: error }, `${reason}; connecting anew`);
  connection.replace(reason, keys.current().certificate);
}

/** Asked as each, because one macaroon can be revoked alone. */
function rolesOf({ macaroons }: LndKeys): Role[] {
  return ROLES.filter((role) => macaroons[role] !== undefined);
}

function macaroonOf({ macaroons }: LndKeys, role: Role): string {
  const macaroon = macaroons[role];
  if (macaroon === undefined) throw new Misconfigured(`no ${role} macaroon was given`);
  return macaroon;
}

/** Logs once when the node's version is one that this adapter was not tried on. */
function warnsOfVersion(log: Log, ask: (role: Role) => Promise<NodeInfo>): (role: Role) => Promise<NodeInfo> {
  let isWarned = false;
  return async (role) => {
    const found = await ask(role);
    if (!found.isVersionSupported && !isWarned) {
      isWarned = true;
      log.warn({ version: found.version }, "this LND version is not supported; 0.20 and 0.21 are");
    }
    return found;
  };
}
