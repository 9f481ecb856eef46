import type { Msat } from "../../domain/money.ts";
import type { BlockHeight, UnixMs } from "../../domain/time.ts";

/**
 * What the hub needs from a Lightning node, split by what each part may do, as the node's
 * permissions are. Hashes and preimages are 64 lower-case hex digits.
 *
 * Every method answers or fails within its adapter's deadline, and fails in one of three ways:
 * - `NotApplied`: the node was not reached or refused before acting; asking again is safe.
 * - `OutcomeUnknown`: the request was sent, no answer came; look the thing up, don't repeat the call.
 * - `Misconfigured`: permission, version or network is wrong; asking again cannot help.
 */
export type LightningNode = LightningReceiver & LightningHolder & LightningPayer & LightningRecords & LightningGauge;

export type NodeInfo = {
  alias: string;
  publicKey: string;
  version: string;
  /** False when the adapter was not written for this version of the node: the owner should be told. */
  isVersionSupported: boolean;
  network: "mainnet" | "signet" | "testnet" | "regtest" | "sandbox";
  height: BlockHeight;
  isSyncedToChain: boolean;
  isSyncedToGraph: boolean;
  activeChannels: number;
  peers: number;
};

export type InvoiceRequest = {
  /** Chosen by the caller, so that an invoice whose answer was lost can be found by its hash. */
  preimage: string;
  amountMsat: Msat;
  /** SHA-256 of the order's description (BOLT 11 `h`). */
  descriptionHash: string;
  expirySeconds: number;
  /** BOLT 11 `c`, in blocks; the node's default when left out. */
  cltvDelta?: number;
};

export type HoldRequest = Omit<InvoiceRequest, "preimage"> & { paymentHash: string };

export type CreatedInvoice = { bolt11: string; paymentHash: string };

export type InvoiceState = "open" | "held" | "settled" | "cancelled";

export type Invoice = {
  paymentHash: string;
  bolt11: string;
  state: InvoiceState;
  /** Sum of what is held or settled; more than asked when the buyer overpaid, 0 when it went back. */
  receivedMsat: Msat;
  /** When the node settled it, to the second. */
  settledAtMs?: UnixMs;
  /** The node's running number of settlements; 0 while unsettled. */
  settleIndex: bigint;
  /** Lowest CLTV height among held HTLCs: the node cancels before it. */
  holdExpiresAtHeight?: BlockHeight;
};

export type Settlement = {
  paymentHash: string;
  receivedMsat: Msat;
  settledAtMs: UnixMs;
  settleIndex: bigint;
};

export type LightningReceiver = {
  info(): Promise<NodeInfo>;
  /** Making it twice with the same preimage answers with the invoice that exists. */
  createInvoice(request: InvoiceRequest): Promise<CreatedInvoice>;
  /** Undefined only when the node says that it does not know the hash. */
  findInvoice(paymentHash: string): Promise<Invoice | undefined>;
  /**
   * Reports settlements with an index above `afterSettleIndex` in order, then new ones as they come,
   * and waits for `onSettled` before the next; the same one may be reported twice. Rejects when the
   * stream breaks; resolves when `signal` aborts. Index 0 asks for new ones only (LND), so callers
   * sweep after every (re)start.
   */
  watchSettlements(
    afterSettleIndex: bigint,
    onSettled: (settlement: Settlement) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
};

export type LightningHolder = LightningCanceller & {
  /** Asking twice for the same hash answers with the invoice that exists. */
  createHold(request: HoldRequest): Promise<CreatedInvoice>;
  /**
   * Reports the current state first, then each change. Resolves after a settled or cancelled state,
   * because nothing follows it, and when `signal` aborts; rejects when the stream breaks.
   */
  watchHold(paymentHash: string, onChange: (invoice: Invoice) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Settling what is settled already succeeds; `not-held` when no payment is held. */
  settleHold(preimage: string): Promise<"settled" | "not-held">;
};

export type LightningCanceller = {
  /**
   * Cancels a hold or an ordinary invoice; `settled` when it is too late. A hash the node does not know
   * counts as cancelled: nodes may forget cancelled invoices, never settled ones.
   */
  cancelInvoice(paymentHash: string): Promise<"cancelled" | "settled">;
};

export type PayRequest = {
  bolt11: string;
  /** Mandatory: without it a node may spend everything on fees. */
  maxFeeMsat: Msat;
  /** Only for invoices without an amount. */
  amountMsat?: Msat;
  /** Channels the payment may leave by, as `BLOCKxTRANSACTIONxOUTPUT`; all when left out. */
  outgoingChannels?: readonly string[];
  /** How long to search for a route; the HTLC may live longer than this call. */
  timeoutMs: number;
};

export type OutgoingPayment =
  | { state: "confirmed"; paymentHash: string; preimage: string; amountMsat: Msat; feeMsat: Msat }
  /** The hash is missing when the text was not an invoice at all. */
  | { state: "failed"; paymentHash?: string; reason: PayFailure }
  | { state: "pending"; paymentHash: string };

export type PayFailure = "no-route" | "insufficient-balance" | "invalid-invoice" | "expired" | "rejected" | "timeout";

export type LightningPayer = {
  /** A `failed` answer is final. A lost answer is `OutcomeUnknown`: ask `findPayment`, never pay again. */
  pay(request: PayRequest): Promise<OutgoingPayment>;
  /** Undefined is the only proof that the payment was never sent. */
  findPayment(paymentHash: string): Promise<OutgoingPayment | undefined>;
};

/** What the node remembers and has, for comparing it with the books. It only looks. */
export type LightningRecords = {
  /** Undefined when the hub was not given what this takes. */
  funds(): Promise<NodeFunds | undefined>;
  /** Settled invoices among those that were made from that moment on, the oldest first, some at a time. */
  listSettled(page: RecordsPage): Promise<RecordsOf<Settlement>>;
  /**
   * Payments that were begun from that moment on, whatever became of them, the oldest first, some at a time. Undefined
   * when the hub was not given what this takes: then it has sent nothing by itself.
   */
  listPayments(page: RecordsPage): Promise<RecordsOf<OutgoingPayment> | undefined>;
};

export type NodeFunds = {
  /** What its channels could send; part of it is kept by their reserves. */
  channelMsat: Msat;
  /** What its wallet on chain has in blocks. */
  chainMsat: Msat;
};

export type LightningGauge = {
  /** What could arrive over the channels that are up, now. Undefined when the hub was not given what this takes. */
  receivable(): Promise<Receivable | undefined>;
};

/**
 * Reserves, what is held or on its way, and the limits of each channel are taken off. Whether anybody finds a way to
 * these channels is another question.
 */
export type Receivable = {
  /** In several parts, over all channels. */
  totalMsat: Msat;
  /** In one part: what the channel with the most room takes. */
  largestMsat: Msat;
};

/** `after` is `next` of the page before; left out on the first. */
export type RecordsPage = { fromMs: UnixMs; after?: bigint; limit: number };

/** `next` is undefined on the last page; a page can be empty and not the last. */
export type RecordsOf<Item> = { items: readonly Item[]; next: bigint | undefined };
