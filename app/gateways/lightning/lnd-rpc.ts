import type { ClientReadableStream, ClientUnaryCall, ServiceError } from "@grpc/grpc-js";

/** The messages of LND's gRPC interface that the hub reads or writes, 64-bit integers as decimal text. */

export type Unary<Request, Answer> = (
  request: Request,
  callback: (error: ServiceError | null, answer?: Answer) => void,
) => ClientUnaryCall;

export type ServerStream<Request, Message> = (request: Request) => ClientReadableStream<Message>;

export interface LightningClient {
  addInvoice: Unary<AddInvoice, { payment_request: string }>;
  lookupInvoice: Unary<{ r_hash: Buffer }, RpcInvoice>;
  subscribeInvoices: ServerStream<{ add_index: string; settle_index: string }, RpcInvoice>;
  listInvoices: Unary<ListInvoices, { invoices: RpcInvoice[]; last_index_offset: string }>;
  listPayments: Unary<ListPayments, { payments: RpcPayment[]; last_index_offset: string }>;
  listChannels: Unary<{ active_only: boolean }, { channels: RpcChannel[] }>;
  channelBalance: Unary<object, { local_balance: { msat: string } }>;
  walletBalance: Unary<object, { confirmed_balance: string }>;
  getInfo: Unary<object, RpcInfo>;
  newAddress: Unary<{ type: "WITNESS_PUBKEY_HASH" }, { address: string }>;
  getTransactions: Unary<{ start_height: number; end_height: number }, { transactions: RpcTransaction[] }>;
  subscribeTransactions: ServerStream<object, RpcTransaction>;
}

export interface WalletClient {
  estimateFee: Unary<{ conf_target: number }, { sat_per_kw: string; min_relay_fee_sat_per_kw: string }>;
  fundPsbt: Unary<FundPsbt, { funded_psbt: Buffer; locked_utxos: RpcLease[] }>;
  finalizePsbt: Unary<{ funded_psbt: Buffer }, { raw_final_tx: Buffer }>;
  releaseOutput: Unary<{ id: Buffer; outpoint: RpcOutpoint }, object>;
  publishTransaction: Unary<{ tx_hex: Buffer; label: string }, { publish_error: string }>;
}

export interface FundPsbt {
  /** Amounts in sat by address. */
  raw: { outputs: Record<string, string> };
  sat_per_vbyte: string;
  min_confs: number;
  spend_unconfirmed: boolean;
}

export interface RpcOutpoint {
  txid_str: string;
  output_index: number;
}

/** An output that is kept aside; its value is sat. */
export interface RpcLease {
  id: Buffer;
  outpoint: RpcOutpoint;
  value: string;
}

export interface ChainNotifierClient {
  registerBlockEpochNtfn: ServerStream<object, { height: number }>;
}

/** Times are Unix seconds; an index of zero begins with the oldest. */
interface RecordsFrom {
  index_offset: string;
  creation_date_start: string;
}

export type ListInvoices = RecordsFrom & { num_max_invoices: string; pending_only: boolean };
export type ListPayments = RecordsFrom & { max_payments: string; include_incomplete: boolean; omit_hops: boolean };

/** Amounts are sat unless their names say otherwise; the constraints are those under which the other side sends. */
export interface RpcChannel {
  active: boolean;
  /** Whether this node opened it, and pays for closing it. */
  initiator: boolean;
  /** Without what is on its way. */
  remote_balance: string;
  commit_fee: string;
  pending_htlcs: { incoming: boolean; amount: string }[];
  remote_constraints: { chan_reserve_sat: string; max_pending_amt_msat: string; max_accepted_htlcs: number };
}

export interface RpcInfo {
  block_height: number;
  block_hash: string;
  synced_to_chain: boolean;
}

export interface RpcTransaction {
  tx_hash: string;
  /** Empty while it is in no block. */
  block_hash: string;
  block_height: number;
  num_confirmations: number;
  /** Sat; zero where the wallet does not know all that was spent. */
  total_fees: string;
  /** What it spends, as `txid:index`. */
  previous_outpoints: { outpoint: string }[];
  output_details: { address: string; output_index: string; amount: string; is_our_address: boolean }[];
}

export interface InvoicesClient {
  addHoldInvoice: Unary<AddHoldInvoice, { payment_request: string }>;
  subscribeSingleInvoice: ServerStream<{ r_hash: Buffer }, RpcInvoice>;
}

export interface RouterClient {
  sendPaymentV2: ServerStream<SendPayment, RpcPayment>;
  trackPaymentV2: ServerStream<{ payment_hash: Buffer; no_inflight_updates: boolean }, RpcPayment>;
}

export interface InvoiceTerms {
  value_msat: string;
  description_hash: Buffer;
  expiry: string;
  /** Zero means the node's default. */
  cltv_expiry: string;
  private: boolean;
}

export type AddInvoice = InvoiceTerms & { r_preimage: Buffer };
export type AddHoldInvoice = InvoiceTerms & { hash: Buffer };

export interface RpcInvoice {
  r_hash: Buffer;
  payment_request: string;
  state: "OPEN" | "ACCEPTED" | "SETTLED" | "CANCELED";
  amt_paid_msat: string;
  /** Unix seconds; zero while unsettled. */
  settle_date: string;
  settle_index: string;
  htlcs: { state: "ACCEPTED" | "SETTLED" | "CANCELED"; expiry_height: number }[];
}

export interface SendPayment {
  payment_request: string;
  /** Required by this type, so that no payment can be written without a cap; zero allows no fee at all. */
  fee_limit_msat: string;
  /** Zero when the invoice names its amount: LND refuses to be told it again. */
  amt_msat: string;
  timeout_seconds: number;
  max_parts: number;
  outgoing_chan_ids: string[];
  allow_self_payment: boolean;
  no_inflight_updates: boolean;
}

export interface RpcPayment {
  payment_hash: string;
  payment_preimage: string;
  value_msat: string;
  fee_msat: string;
  status: "UNKNOWN" | "INITIATED" | "IN_FLIGHT" | "SUCCEEDED" | "FAILED";
  failure_reason:
    | "FAILURE_REASON_NONE"
    | "FAILURE_REASON_TIMEOUT"
    | "FAILURE_REASON_NO_ROUTE"
    | "FAILURE_REASON_ERROR"
    | "FAILURE_REASON_INCORRECT_PAYMENT_DETAILS"
    | "FAILURE_REASON_INSUFFICIENT_BALANCE"
    | "FAILURE_REASON_CANCELED";
}
