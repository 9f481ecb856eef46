import { z } from "zod";
import type { Order } from "../../orders/find-order.ts";
import type { OrderSummary } from "../../orders/list-orders.ts";
import { line, lineJson, orderState, payment, paymentJson, rate, rateJson } from "./order.ts";
import { id, msatText, named, pageOf, price, priceJson, unixMs } from "./values.ts";

const summary = {
  id: id("ord", "The order's id."),
  state: orderState,
  total: price,
  totalMsat: msatText,
  createdAtMs: unixMs,
};

const deskOrderSummary = named("DeskOrderSummary", "An order as the desk's list shows it.", z.strictObject(summary));

export const deskOrderPage = named("DeskOrderPage", "Orders of one stall, newest first.", pageOf(deskOrderSummary));

export const deskOrder = named(
  "DeskOrder",
  "An order as its seller sees it: without the buyer's key.",
  z.strictObject({
    ...summary,
    hubFeeMsat: msatText.describe("What the hub keeps of the total; the rest is the seller's."),
    paidMsat: msatText.describe("Everything that arrived."),
    refundableMsat: msatText.describe("The part of it that the order does not need or could not use."),
    rate: rate.nullable().describe("Null when the prices were in sats."),
    note: z.string().describe("From the buyer."),
    delivery: z
      .strictObject({ name: z.string(), address: z.string(), contact: z.string() })
      .nullable()
      .describe("Null when nothing is sent by post, and after it was erased."),
    updatedAtMs: unixMs,
    lines: z.array(line),
    payments: z.array(payment),
  }),
);

export function deskOrderSummaryJson(of: Pick<OrderSummary, "id" | "state" | "total" | "totalMsat" | "createdAtMs">) {
  return {
    id: of.id,
    state: of.state,
    total: priceJson(of.total),
    totalMsat: of.totalMsat.toString(),
    createdAtMs: Number(of.createdAtMs),
  };
}

export function deskOrderJson(of: Order): z.infer<typeof deskOrder> {
  return {
    ...deskOrderSummaryJson(of),
    hubFeeMsat: of.hubFeeMsat.toString(),
    paidMsat: of.paidMsat.toString(),
    refundableMsat: of.refundableMsat.toString(),
    rate: rateJson(of),
    note: of.note,
    delivery: of.delivery === "erased" ? null : (of.delivery ?? null),
    updatedAtMs: Number(of.updatedAtMs),
    lines: of.lines.map(lineJson),
    payments: of.payments.map(paymentJson),
  };
}
