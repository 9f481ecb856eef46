import type { Msat } from "../../domain/money.ts";
import { Misconfigured } from "../../domain/outcome.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import { DAY_MS, MINUTE_MS } from "../../domain/time.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";
import type { SafeFetch } from "../web/port.ts";
import { askService } from "./lnurl-pay.ts";
import type { LightningDestination, Payee, PayeeInvoice } from "./port.ts";
import { readChainAddress } from "./read-chain-address.ts";
import { addressUrl, readDestination } from "./read-destination.ts";

/** What is looked at in an invoice; undefined for text that is none. */
export type ReadInvoice = (text: string) =>
  | {
      text: string;
      paymentHash: string;
      network: string;
      amountMsat: Msat | undefined;
      expiresAtMs: UnixMs;
      finalCltvDelta: number;
    }
  | undefined;

export type Asking = {
  fetch: SafeFetch;
  readInvoice: ReadInvoice;
  /** The Lightning network that the hub's node is on, as its invoices name it. */
  network: string;
  clock: Clock;
};

/** Less is not enough to find a route in. */
const SHORTEST_MS = 2n * MINUTE_MS;
/** As long as an invoice is good nothing else can be tried, so a week and a day is the end of patience. */
const LONGEST_MS = 8n * DAY_MS;
/** A payee may hold the last hop for so many blocks; more is a way to keep the money from moving. */
const MOST_CLTV = 200;

/** Whoever is to be paid: by an invoice that is at hand, or by asking the service of an address or LNURL. */
export function openPayee(asking: Asking): Payee {
  return {
    read: (typed) => readable(asking, readDestination(typed)) ?? readChainAddress(typed, asking.network),
    invoiceFrom: async (destination, amountMsat) => {
      const given = await textOf(asking, destination, amountMsat);
      return isRefused(given) ? given : checked(asking, given, amountMsat);
    },
  };
}

function readable({ readInvoice }: Asking, destination: LightningDestination | undefined) {
  if (destination?.kind !== "bolt11") return destination;
  return readInvoice(destination.text) === undefined ? undefined : destination;
}

async function textOf({ fetch }: Asking, { kind, text }: LightningDestination, amountMsat: Msat) {
  if (kind === "bolt11") return text;
  try {
    return await askService(fetch, kind === "lnurl" ? new URL(text) : addressUrl(text), amountMsat);
  } catch (error) {
    // An address that the hub never asks, such as one on the LAN.
    if (error instanceof Misconfigured) return refuse("payee-refuses");
    throw error;
  }
}

function checked(asking: Asking, given: string, amountMsat: Msat): ReturnType<typeof verdict> {
  return verdict(asking, asking.readInvoice(given), amountMsat);
}

function verdict(
  { network, clock }: Asking,
  invoice: ReturnType<ReadInvoice>,
  amountMsat: Msat,
): PayeeInvoice | ReturnType<typeof refuse<"payee-invoice-wrong" | "invoice-expired">> {
  if (invoice === undefined || invoice.network !== network) return refuse("payee-invoice-wrong");
  if (invoice.amountMsat !== amountMsat || invoice.finalCltvDelta > MOST_CLTV) return refuse("payee-invoice-wrong");
  const leftMs = invoice.expiresAtMs - clock();
  if (leftMs > LONGEST_MS) return refuse("payee-invoice-wrong");
  if (leftMs < SHORTEST_MS) return refuse("invoice-expired");
  return { bolt11: invoice.text, paymentHash: invoice.paymentHash, expiresAtMs: invoice.expiresAtMs };
}
