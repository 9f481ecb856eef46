import { createHash } from "node:crypto";
import type { Random } from "../../domain/ids.ts";
import { msat } from "../../domain/money.ts";
import type { LightningPayer, LightningReceiver, OutgoingPayment } from "../lightning/port.ts";
import type { MeltNode, Paid } from "./sandbox-mint-melt.ts";
import type { MintNode } from "./sandbox-mint-quotes.ts";

/** How long the node looks for a way. */
const SEARCH_MS = 10_000;

export type NodeBehind = {
  receiver: LightningReceiver;
  payer: LightningPayer;
  random: Random;
  readInvoice: (bolt11: string) => { paymentHash: string; amountMsat: bigint | undefined } | undefined;
};

/** A Lightning node as a mint uses it. */
export function nodeBehind({ receiver, payer, random, readInvoice }: NodeBehind): MintNode & MeltNode {
  return {
    invoice: (amountMsat, expirySeconds) =>
      receiver.createInvoice({
        preimage: Buffer.from(random(32)).toString("hex"),
        amountMsat: msat(amountMsat),
        descriptionHash: createHash("sha256").update("sandbox mint").digest("hex"),
        expirySeconds,
      }),
    isPaid: async (paymentHash) => (await receiver.findInvoice(paymentHash))?.state === "settled",
    read: readInvoice,
    pay: async (bolt11, maxFeeMsat) =>
      paidOf(await payer.pay({ bolt11, maxFeeMsat: msat(maxFeeMsat), timeoutMs: SEARCH_MS })),
    find: async (paymentHash) => {
      const payment = await payer.findPayment(paymentHash);
      return payment === undefined ? undefined : paidOf(payment);
    },
  };
}

function paidOf(payment: OutgoingPayment): Paid {
  if (payment.state !== "confirmed") return payment.state === "pending" ? { state: "pending" } : { state: "failed" };
  return { state: "confirmed", preimage: payment.preimage, feeMsat: payment.feeMsat };
}
