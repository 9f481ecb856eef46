import type { Random } from "../../domain/ids.ts";
import type { Msat } from "../../domain/money.ts";
import { Misconfigured } from "../../domain/outcome.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";
import { assertHex32 } from "./invoice-request.ts";
import type { CreatedInvoice, LightningNode } from "./port.ts";
import { invoiceOfBuyer, payAsBuyer, type BuyerInvoiceRequest, type BuyerPayment } from "./sandbox-buyer.ts";
import { newFaults, type Faults } from "./sandbox-faults.ts";
import { cancelInvoice, mine, settleHold } from "./sandbox-hold.ts";
import { firstNode, info } from "./sandbox-info.ts";
import { pay } from "./sandbox-pay.ts";
import { funds, listPayments, listSettled } from "./sandbox-records.ts";
import { sandboxReceivable, type SandboxReceivable } from "./sandbox-receivable.ts";
import { issueHold, issueInvoice } from "./sandbox-receive.ts";
import { toInvoice, toPayment } from "./sandbox-rows.ts";
import { openSandboxStore, type SandboxStore } from "./sandbox-store.ts";
import { newStreams, type Streams } from "./sandbox-streams.ts";
import { watchHold, watchSettlements } from "./sandbox-watch.ts";

/** A node without value in this process, and the hands of its buyer, its miner and its bad luck. */
export type SandboxNode = LightningNode & {
  /** Pays one of the node's invoices; more than it asks is taken, however much, as LND does. */
  payAsBuyer(bolt11: string, amountMsat?: Msat): Promise<BuyerPayment>;
  /** An invoice of the buyer's own node, for the shop to pay. */
  invoiceOfBuyer(request: BuyerInvoiceRequest): Promise<CreatedInvoice>;
  /** Finds blocks; a payment held too long goes back 18 blocks before its end. */
  mine(countBlocks: number): void;
  /** What its channels could send right now: it earns what it receives, and loses what it pays with the fee. */
  spendableMsat(): bigint;
  /** Sets what can arrive: nothing, as much as is said, or no answer to that question. */
  limitReceivable: SandboxReceivable["limit"];
  faults: Faults;
  /** Breaks every open stream, as a lost connection does. */
  dropStreams(): void;
  /** Reports a settlement again on every open stream. */
  duplicateSettlement(paymentHash: string): void;
  close(): void;
};

export interface SandboxSettings {
  /** Where the node keeps its file; a hub started again on it finds its invoices. */
  folder: string;
  clock: Clock;
  random: Random;
  /** The hub's mode, to be refused when real money is expected. */
  mode?: string;
}

/** Opens the sandbox node, creating it on first use; refuses every mode but `sandbox`. */
export function openSandboxNode({ folder, clock, random, mode = "sandbox" }: SandboxSettings): SandboxNode {
  if (mode !== "sandbox") throw new Misconfigured(`the sandbox node has no value and must not run in ${mode} mode`);
  const store = openSandboxStore(folder, () => firstNode(random));
  const streams = newStreams();
  const faults = newFaults();
  const room = sandboxReceivable(store);
  const change = changing(store, streams, clock);
  const source = { store, streams };
  return {
    info: async () => faults.run("info", () => info(store)),
    createInvoice: async (request) =>
      faults.run("createInvoice", () => change((nowMs) => issueInvoice({ store, random, nowMs }, request))),
    findInvoice: async (paymentHash) => faults.run("findInvoice", () => change(() => findInvoice(store, paymentHash))),
    watchSettlements: async (after, onSettled, signal) => watchSettlements(source, after, onSettled, signal),
    createHold: async (request) =>
      faults.run("createHold", () => change((nowMs) => issueHold({ store, random, nowMs }, request))),
    watchHold: async (paymentHash, onChange, signal) => watchHold(source, paymentHash, onChange, signal),
    settleHold: async (preimage) =>
      faults.run("settleHold", () => change((nowMs) => settleHold(store, preimage, nowMs))),
    cancelInvoice: async (paymentHash) =>
      faults.run("cancelInvoice", () => change(() => cancelInvoice(store, paymentHash))),
    pay: async (request) => faults.run("pay", () => change((nowMs) => pay({ store, random, nowMs }, request))),
    findPayment: async (paymentHash) => faults.run("findPayment", () => findPayment(store, paymentHash)),
    funds: async () => faults.run("funds", () => funds(store)),
    receivable: async () => faults.run("receivable", () => room.now()),
    listSettled: async (page) => faults.run("listSettled", () => listSettled(store, page)),
    listPayments: async (page) => faults.run("listPayments", () => listPayments(store, page)),
    payAsBuyer: async (bolt11, amountMsat) => change((nowMs) => payAsBuyer(store, bolt11, amountMsat, nowMs)),
    invoiceOfBuyer: async (request) => change((nowMs) => invoiceOfBuyer({ store, random, nowMs }, request)),
    mine: (countBlocks) => change(() => mine(store, countBlocks)),
    spendableMsat: () => store.node().spendable_msat,
    limitReceivable: (to) => room.limit(to),
    faults,
    dropStreams: () => streams.drop(),
    duplicateSettlement: (paymentHash) => streams.repeat(paymentHash),
    close: () => {
      streams.drop();
      store.close();
    },
  };
}

/** Runs a change as one transaction, after cancelling what expired by now, and then tells the streams. */
function changing(store: SandboxStore, streams: Streams, clock: Clock) {
  return <T>(work: (nowMs: UnixMs) => T): T => {
    const result = store.atomically(() => {
      const nowMs = clock();
      store.expireInvoices(nowMs);
      return work(nowMs);
    });
    streams.wake();
    return result;
  };
}

function findInvoice(store: SandboxStore, paymentHash: string) {
  assertHex32("payment hash", paymentHash);
  const row = store.invoice(paymentHash);
  return row === undefined ? undefined : toInvoice(row);
}

function findPayment(store: SandboxStore, paymentHash: string) {
  assertHex32("payment hash", paymentHash);
  const row = store.payment(paymentHash);
  return row === undefined ? undefined : toPayment(row);
}
