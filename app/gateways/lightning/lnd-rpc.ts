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
  getInfo: Unary<object, RpcInfo>;
  newAddress: Unary<{ type: "WITNESS_PUBKEY_HASH" }, { address: string }>;
  getTransactions: Unary<{ start_height: number; end_height: number }, { transactions: RpcTransaction[] }>;
  subscribeTransactions: ServerStream<object, RpcTransaction>;
}

export interface ChainNotifierClient {
  registerBlockEpochNtfn: ServerStream<object, { height: number }>;
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
