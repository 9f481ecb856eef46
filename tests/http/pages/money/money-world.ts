import { msat, msatFromSat } from "../../../../app/domain/money.ts";
import { refuse } from "../../../../app/domain/refusal.ts";
import { unixMs } from "../../../../app/domain/time.ts";
import { readBolt11 } from "../../../../app/gateways/lightning/bolt11.ts";
import type { Payee } from "../../../../app/gateways/payee/port.ts";
import { readDestination } from "../../../../app/gateways/payee/read-destination.ts";
import { sendDue } from "../../../../app/payments/outgoing/send-due.ts";
import { openHub, payOrder, placeOrder } from "../../hub.ts";
import type { PlacedOrder, TestHub } from "../../hub.ts";

export const ADDRESS = "mina@wallet.example";

/** A hub whose node sends, and wallets outside that give an invoice whenever they are asked. */
export type MoneyWorld = TestHub & { send(): Promise<number> };

export async function openMoneyWorld(): Promise<MoneyWorld> {
  const t = await openHub();
  const { shop } = t;
  const invoiceFrom: Payee["invoiceFrom"] = async ({ kind, text }, amountMsat) => {
    const bolt11 = kind === "bolt11" ? text : await walletInvoice(t, amountMsat);
    const invoice = readBolt11(bolt11);
    if (invoice?.amountMsat !== amountMsat) return refuse("payee-invoice-wrong");
    return { bolt11, paymentHash: invoice.paymentHash, expiresAtMs: unixMs(invoice.expiresAtMs) };
  };
  const payee: Payee = { read: readDestination, invoiceFrom };
  t.hub.payee = payee;
  return { ...t, send: () => sendDue({ ...shop, payer: shop.node, payee }) };
}

export async function walletInvoice({ shop }: TestHub, amountMsat: bigint): Promise<string> {
  return (await shop.node.invoiceOfBuyer({ amountMsat: msat(amountMsat), expirySeconds: 600 })).bolt11;
}

/** Sells something, which the seller is owed from then on; whatever came too much is owed to the buyer. */
export async function sold(t: TestHub, sat: bigint, tooMuchSat = 0n): Promise<PlacedOrder> {
  const order = await placeOrder(t, { priceMinor: sat });
  await payOrder(t, order, msatFromSat(sat + tooMuchSat));
  return order;
}
