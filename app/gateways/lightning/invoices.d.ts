/** The part of the `invoices` package that the Lightning gateway uses; the package brings no types. */
declare module "invoices" {
  export interface PaymentRequest {
    /** Absent when the text carries no payment hash. */
    id?: string;
    network: string;
    destination: string;
    /** Decimal msat; "0" when the invoice leaves the amount open. */
    mtokens: string;
    expires_at: string;
    cltv_delta?: number;
    description_hash?: string;
    payment?: string;
  }

  export interface UnsignedRequest {
    hash: string;
    hrp: string;
    tags: number[];
  }

  /** Throws on anything that is not a BOLT 11 invoice with a valid signature. */
  export function parsePaymentRequest(args: { request: string }): PaymentRequest;

  export function createUnsignedRequest(args: {
    id: string;
    network: string;
    mtokens?: string;
    description_hash: string;
    payment: string;
    cltv_delta: number;
    created_at: string;
    expires_at: string;
    features: { bit: number }[];
  }): UnsignedRequest;

  export function createSignedRequest(args: { destination: string; hrp: string; signature: string; tags: number[] }): {
    request: string;
  };
}
