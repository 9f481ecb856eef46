import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { isRefused, refuse } from "../../../app/domain/refusal.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { askPayout } from "../../../app/payments/outgoing/ask-payout.ts";
import type { Destination, Payee } from "../../../app/gateways/payee/port.ts";
import { readDestination } from "../../../app/gateways/payee/read-destination.ts";
import type { Sending } from "../../../app/payments/outgoing/sending.ts";
import { balances } from "../../../app/payments/balances.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { addPerson } from "../../support/person.ts";
import { addProduct, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { Shop } from "../../support/shop.ts";

export const TO_ADDRESS: Destination = { kind: "lightning-address", text: "mina@wallet.example" };

/** A shop whose seller has earned something, and a payee who gives an invoice whenever asked. */
export type PayoutWorld = Shop & { sending: Sending; sellerId: string; invoicesGiven: string[] };

export async function openPayoutWorld(
  earnedSat = 100_000n,
  given: Parameters<typeof openShop>[0] = {},
): Promise<PayoutWorld> {
  const shop = await openShop(given);
  const { id: sellerId } = await addPerson(shop, "seller");
  await sell(shop, earnedSat);
  const invoicesGiven: string[] = [];
  const invoiceFrom: Payee["invoiceFrom"] = async ({ kind, text }, amountMsat) => {
    const bolt11 = kind === "bolt11" ? text : await payeeInvoice(shop, amountMsat);
    const invoice = readBolt11(bolt11);
    if (invoice?.amountMsat !== amountMsat) return refuse("payee-invoice-wrong");
    invoicesGiven.push(invoice.paymentHash);
    return { bolt11, paymentHash: invoice.paymentHash, expiresAtMs: unixMs(invoice.expiresAtMs) };
  };
  const sending = {
    db: shop.db,
    clock: shop.clock,
    random: shop.random,
    payer: shop.node,
    payee: { read: readDestination, invoiceFrom },
  };
  return { ...shop, sending, sellerId, invoicesGiven };
}

/** Sells something for so many sats, which the seller is owed from then on. */
async function sell(shop: Shop, sat: bigint): Promise<string> {
  const product = await addProduct(shop, { priceMinor: sat });
  const order = await placeWithInvoice(shop, orderFor(shop, product));
  await shop.node.payAsBuyer(order.bolt11);
  await sweepInvoices(shop.observing, shop.node);
  return order.orderId;
}

export async function payeeInvoice(shop: Shop, amountMsat: bigint): Promise<string> {
  return (await shop.node.invoiceOfBuyer({ amountMsat: msat(amountMsat), expirySeconds: 600 })).bolt11;
}

export async function askedPayout(w: PayoutWorld, sat: bigint, destination = TO_ADDRESS): Promise<string> {
  const amountMsat = msat(sat * 1_000n);
  const by = { personId: w.sellerId };
  const asked = await askPayout(w, { stallId: w.stallId, amountMsat, destination, by });
  if (isRefused(asked)) throw new Error(`refused: ${asked.reason}`);
  return asked.id;
}

/** What the node really let go, fees included, by its own account. */
function leftTheNode({ node }: PayoutWorld, startedWith: bigint): bigint {
  return startedWith - node.spendableMsat();
}

/** Whatever happened: the books add up, agree with the node, and no payment left for the same thing twice. */
export async function assertPaidOnce(w: PayoutWorld, startedWith: bigint): Promise<void> {
  const sums = await balances(w.db);
  assert.is(
    [...sums.values()].reduce((sum, each) => sum + each, 0n),
    0n,
    "the books don't add up to zero",
  );
  const booked = await w.db
    .selectFrom("posting")
    .where("outgoing_id", "is not", null)
    .where("account", "=", "asset:lightning")
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  assert.is(-(booked.msat ?? 0n), leftTheNode(w, startedWith), "the books and the node disagree");
}
