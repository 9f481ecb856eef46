import { status, type ClientReadableStream } from "@grpc/grpc-js";
import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import { readBolt11, type Bolt11 } from "./bolt11.ts";
import { channelNumber } from "./channel-number.ts";
import { reading } from "./lnd-call.ts";
import { assertHex32 } from "./invoice-request.ts";
import type { LndConnection, LndServices } from "./lnd-connection.ts";
import { lndFailure, wasRefused, writeFailure } from "./lnd-failure.ts";
import { toPayment } from "./lnd-messages.ts";
import type { RpcPayment, SendPayment } from "./lnd-rpc.ts";
import { eachMessage } from "./lnd-stream.ts";
import type { OutgoingPayment, PayFailure, PayRequest } from "./port.ts";

/** A payer as one payout macaroon sees it. */
export interface Payer {
  connection: LndConnection;
  services: () => LndServices;
  /** For looking a payment up, and for waiting longer than LND searches for a route. */
  deadlineMs: number;
}

/** More parts find routes where one path is too small; LND itself allows one only (16 is `lncli`'s choice). */
const MAX_PARTS = 16;

/**
 * Pays an invoice and waits for the end of it, for as long as the search for a route may take and one call's deadline more.
 *
 * The stream is read here and not by the package's `pay`, which waits for ever when the stream ends without
 * a result, and spends without limit when no cap is given.
 */
export async function pay(payer: Payer, request: PayRequest): Promise<OutgoingPayment> {
  const invoice = readBolt11(request.bolt11);
  if (invoice === undefined) return { state: "failed", reason: "invalid-invoice" };
  const { paymentHash } = invoice;
  if ((invoice.amountMsat === undefined) === (request.amountMsat === undefined)) {
    return { state: "failed", paymentHash, reason: "invalid-invoice" };
  }
  const limitMs = request.timeoutMs + payer.deadlineMs;
  try {
    const result = await send(payer, sendPayment(invoice, request), limitMs);
    if (result !== undefined) return result;
  } catch (thrown) {
    return afterError(payer, paymentHash, thrown);
  }
  return afterSilence(payer, paymentHash);
}

function sendPayment(invoice: Bolt11, request: PayRequest): SendPayment {
  return {
    payment_request: invoice.text,
    fee_limit_msat: request.maxFeeMsat.toString(),
    amt_msat: (request.amountMsat ?? 0n).toString(),
    timeout_seconds: Math.max(1, Math.ceil(request.timeoutMs / 1000)),
    max_parts: MAX_PARTS,
    outgoing_chan_ids: (request.outgoingChannels ?? []).map(channelNumber),
    allow_self_payment: true,
    no_inflight_updates: true,
  };
}

/** The final state that LND reports; undefined when it reported none in time. */
function send(payer: Payer, message: SendPayment, limitMs: number): Promise<OutgoingPayment | undefined> {
  const { router } = payer.services();
  return firstPayment(
    payer.connection,
    () => router.sendPaymentV2(message),
    limitMs,
    (payment) => payment.state !== "pending",
  );
}

/** Undefined only when LND says that it never started this payment. */
export async function findPayment(payer: Payer, paymentHash: string): Promise<OutgoingPayment | undefined> {
  assertHex32("payment hash", paymentHash);
  const { router } = payer.services();
  const request = { payment_hash: Buffer.from(paymentHash, "hex"), no_inflight_updates: false };
  return reading("look up a payment", async () => {
    try {
      const payment = await firstPayment(
        payer.connection,
        () => router.trackPaymentV2(request),
        payer.deadlineMs,
        () => true,
      );
      if (payment === undefined) throw new NotApplied("LND said nothing about the payment");
      return payment;
    } catch (thrown) {
      if (lndFailure(thrown).code === status.NOT_FOUND) return undefined;
      throw thrown;
    }
  });
}

/** The first wanted state of a payment that the stream reports within the limit. */
async function firstPayment(
  connection: LndConnection,
  open: () => ClientReadableStream<RpcPayment>,
  limitMs: number,
  isWanted: (payment: OutgoingPayment) => boolean,
): Promise<OutgoingPayment | undefined> {
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), limitMs);
  let first: OutgoingPayment | undefined;
  try {
    await eachMessage(connection, { open, signal: enough.signal }, async (message) => {
      const payment = toPayment(message);
      if (!isWanted(payment)) return;
      first = payment;
      enough.abort();
    });
  } finally {
    clearTimeout(timer);
  }
  return first;
}

/** What is known when LND took the payment, perhaps, and did not say how it ended. */
async function afterSilence(payer: Payer, paymentHash: string, cause?: unknown): Promise<OutgoingPayment> {
  const known = await findPayment(payer, paymentHash).catch((error: unknown) => {
    if (error instanceof NotApplied) return undefined;
    throw error;
  });
  // A failure found now may be an earlier attempt's, and a missing payment may still be on its way to LND.
  if (known?.state === "confirmed" || known?.state === "pending") return known;
  throw new OutcomeUnknown("LND did not say how the payment ended", { cause });
}

/** What is known when the call ended with an error. */
async function afterError(payer: Payer, paymentHash: string, thrown: unknown): Promise<OutgoingPayment> {
  const meaning = writeFailure("pay an invoice", thrown);
  if (meaning instanceof OutcomeUnknown) return afterSilence(payer, paymentHash, meaning);
  const failure = lndFailure(thrown);
  if (!wasRefused(failure)) throw meaning;
  // LND refuses what it has paid already or is paying, so what it knows about the hash comes first.
  const known = await findPayment(payer, paymentHash);
  if (known !== undefined) return known;
  const reason = refusalReason(failure.details);
  if (reason === undefined) throw meaning;
  return { state: "failed", paymentHash, reason };
}

function refusalReason(details: string): PayFailure | undefined {
  if (/invoice expired/i.test(details)) return "expired";
  if (/invoice|payment request|checksum|feature|network/i.test(details)) return "invalid-invoice";
  return undefined;
}
