import { z } from "zod";
import type { CoinRequest } from "../ecash-request.ts";
import type { Order, OrderCharge } from "../../orders/find-order.ts";
import { id, msatText, named, price, priceJson, unixMs } from "./values.ts";

export const orderState = z.enum(["open", "paid", "shipped", "received", "closed", "expired", "cancelled"]);

const charge = named(
  "Charge",
  "The request for the order's money.",
  z.strictObject({
    id: id("chg", "The charge's id."),
    state: z.enum(["open", "paid", "expired", "cancelled"]),
    amountMsat: msatText,
    expiresAtMs: unixMs.describe("Until then the price holds and the invoice can be paid."),
    lightning: z
      .strictObject({
        bolt11: z.string(),
        paymentHash: z.string().regex(/^[0-9a-f]{64}$/),
        cannotArrive: z
          .literal(true)
          .optional()
          .describe(
            "There when the node has too little room to receive so much now: offer `chain` instead, or show it with a warning.",
          ),
      })
      .optional()
      .describe(
        "Asks for what is still due. Missing while the node has not answered, and for a moment after a part came.",
      ),
    chain: z
      .strictObject({
        address: z.string(),
        amountSat: z
          .string()
          .regex(/^(?:0|[1-9]\d*)$/)
          .describe("What is still to be sent, in whole satoshis, as decimal text."),
        seen: z
          .array(
            z.strictObject({
              txid: z.string().regex(/^[0-9a-f]{64}$/),
              vout: z.int().min(0),
              amountMsat: msatText,
              confirmations: z.int().min(0),
              confirmationsNeeded: z.int().min(1).describe("From so many on the money counts."),
            }),
          )
          .describe("What was sent to the address, as the chain has it now."),
      })
      .optional()
      .describe("How to pay on chain. Missing while there is no address, or when the hub takes nothing on chain."),
    ecash: z
      .strictObject({
        amountSat: z
          .string()
          .regex(/^[1-9]\d*$/)
          .describe("What is still due, in whole satoshis, rounded up."),
        mints: z.array(z.string()).describe("Whose coins are taken: the hub's own mint first."),
        requests: z
          .strictObject({
            creqA: z.string().describe("For a link or a field: most wallets read it (NUT-18)."),
            creqB: z.string().describe("For a code: it is shorter, in capital letters (NUT-26)."),
          })
          .describe("The same payment request in both of its forms."),
        postTo: z.string().describe("Where a wallet brings the coins."),
      })
      .optional()
      .describe("How to pay with Cashu e-cash. Missing when nothing is due, or the hub takes no e-cash."),
  }),
);

const core = {
  id: id("ord", "The order's id."),
  key: z.string().describe("Opens the order: send it as Order-Key, keep it like money."),
  state: orderState,
  totalMsat: msatText,
  paidMsat: msatText.describe("Everything that arrived."),
  refundableMsat: msatText.describe("The part of it that the order does not need or could not use."),
  charge,
};

export const placedOrder = named(
  "PlacedOrder",
  "An order that was just placed, and how to pay for it.",
  z.strictObject(core),
);

export const line = named(
  "OrderLine",
  "What was ordered, at the price of that moment.",
  z.strictObject({
    productId: id("prd", "The product's id."),
    variantId: id("var", "The variant's id."),
    title: z.string(),
    variantTitle: z.string(),
    kind: z.enum(["physical", "digital", "pickup"]),
    quantity: z.int().min(1),
    unitPrice: price,
    unitMsat: msatText,
    lineMsat: msatText,
  }),
);

export const payment = named(
  "Payment",
  "Money that arrived for the order.",
  z.strictObject({
    id: id("pay", "The payment's id."),
    rail: z.enum(["lightning", "chain", "ecash"]),
    amountMsat: msatText,
    refundableMsat: msatText,
    reason: z.string().describe("Why the money counted, or why it is refundable: exact, overpaid, late, paid-twice …"),
    settledAtMs: unixMs,
    reversedAtMs: unixMs
      .optional()
      .describe("When the chain took it back. It counts for nothing since; the order may wait for its money again."),
  }),
);

export const rate = named(
  "Rate",
  "The exchange rate that the order was priced at.",
  z.strictObject({
    currency: z.string(),
    minorPerBtc: z.string().describe("Minor units (cents, won) for one bitcoin, as decimal text."),
    source: z.string(),
    atMs: unixMs,
  }),
);

export const order = named(
  "Order",
  "An order as its buyer sees it.",
  z.strictObject({
    ...core,
    stallId: id("stl", "The stall's id."),
    total: price,
    hubFeeMsat: msatText.describe("What of the total goes from the seller to the hub."),
    rate: rate.nullable().describe("Null when the prices were in sats."),
    note: z.string(),
    createdAtMs: unixMs,
    updatedAtMs: unixMs,
    lines: z.array(line),
    payments: z.array(payment),
  }),
);

/** What a charge asks for in e-cash, where that can be had. */
export type EcashAsked = CoinRequest | undefined;

export function orderJson(of: Order, key: string, ecash: EcashAsked): z.infer<typeof order> {
  return {
    ...placedOrderJson(of, key, ecash),
    stallId: of.stall.id,
    total: priceJson(of.total),
    hubFeeMsat: of.hubFeeMsat.toString(),
    rate: rateJson(of),
    note: of.note,
    createdAtMs: Number(of.createdAtMs),
    updatedAtMs: Number(of.updatedAtMs),
    lines: of.lines.map(lineJson),
    payments: of.payments.map(paymentJson),
  };
}

type Core = Pick<Order, "id" | "state" | "totalMsat" | "paidMsat" | "refundableMsat" | "charge">;

export function placedOrderJson(of: Core, key: string, ecash: EcashAsked): z.infer<typeof placedOrder> {
  return {
    id: of.id,
    key,
    state: of.state,
    totalMsat: of.totalMsat.toString(),
    paidMsat: of.paidMsat.toString(),
    refundableMsat: of.refundableMsat.toString(),
    charge: chargeJson(of.charge, ecash),
  };
}

function chargeJson(of: OrderCharge, ecash: EcashAsked): z.infer<typeof charge> {
  return {
    id: of.id,
    state: of.state,
    amountMsat: of.amountMsat.toString(),
    expiresAtMs: Number(of.expiresAtMs),
    ...(of.lightning !== undefined && { lightning: of.lightning }),
    ...(of.chain !== undefined && { chain: chainJson(of.chain) }),
    ...(ecash !== undefined && { ecash: ecashJson(ecash) }),
  };
}

function ecashJson({ amountSat, mints, forLink, forCode, postTo }: CoinRequest) {
  return {
    amountSat: amountSat.toString(),
    mints: [...mints],
    requests: { creqA: forLink, creqB: forCode },
    postTo,
  };
}

function chainJson({ address, amountSat, seen }: NonNullable<OrderCharge["chain"]>) {
  return {
    address,
    amountSat: amountSat.toString(),
    seen: seen.map(({ amountMsat, confirmations, confirmationsNeeded, ...output }) => ({
      ...output,
      amountMsat: amountMsat.toString(),
      confirmations: Number(confirmations),
      confirmationsNeeded: Number(confirmationsNeeded),
    })),
  };
}

export function rateJson({ rate: of }: Order): z.infer<typeof rate> | null {
  if (of === undefined) return null;
  return { currency: of.currency, minorPerBtc: of.minorPerBtc.toString(), source: of.source, atMs: Number(of.atMs) };
}

export function lineJson(of: Order["lines"][number]): z.infer<typeof line> {
  return {
    productId: of.productId,
    variantId: of.variantId,
    title: of.title,
    variantTitle: of.variantTitle,
    kind: of.kind,
    // At most 10,000, by the rule of orders/limits.
    quantity: Number(of.quantity),
    unitPrice: priceJson(of.unitPrice),
    unitMsat: of.unitMsat.toString(),
    lineMsat: of.lineMsat.toString(),
  };
}

export function paymentJson(of: Order["payments"][number]): z.infer<typeof payment> {
  return {
    id: of.id,
    rail: of.rail,
    amountMsat: of.amountMsat.toString(),
    refundableMsat: of.refundableMsat.toString(),
    reason: of.reason,
    settledAtMs: Number(of.settledAtMs),
    ...(of.reversedAtMs !== undefined && { reversedAtMs: Number(of.reversedAtMs) }),
  };
}
