import type { Reader } from "../db/database.ts";
import type { ChargeState, OrderState } from "../domain/order-state.ts";
import type { LightningInvoiceState, PaymentRail, ProductKind } from "../db/schema.ts";
import { heldOffline } from "../ecash/on-its-way.ts";
import { standing } from "../payments/standing.ts";
import { findChainCharge } from "../payments/find-chain-charge.ts";
import type { ChainCharge } from "../payments/find-chain-charge.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import type { Price, Rate } from "../domain/price.ts";
import { opensOrder } from "./order-key.ts";

export type OrderLine = {
  productId: string;
  variantId: string;
  title: string;
  variantTitle: string;
  kind: ProductKind;
  quantity: bigint;
  unitPrice: Price;
  unitMsat: Msat;
  lineMsat: Msat;
};

export type OrderPayment = {
  id: string;
  rail: PaymentRail;
  reference: string;
  amountMsat: Msat;
  refundableMsat: Msat;
  reason: string;
  settledAtMs: bigint;
  /** When its rail took it back, such as by a reorganised chain; it counts for nothing since. */
  reversedAtMs: bigint | undefined;
};

export type OrderCharge = {
  id: string;
  state: ChargeState;
  amountMsat: Msat;
  expiresAtMs: bigint;
  /** Asks for what is still due; undefined while the node has not answered yet. */
  /** `cannotArrive` is said by whoever has asked the node. */
  lightning: { bolt11: string; paymentHash: string; cannotArrive?: true } | undefined;
  /** Undefined while there is no address, or for good when the hub takes nothing on chain. */
  chain: ChainCharge | undefined;
  /** Of e-cash that is held until its mint can be asked, and counts for nothing before. */
  heldMsat: Msat;
};

export type Order = {
  id: string;
  stall: { id: string; slug: string; title: string };
  state: OrderState;
  total: Price;
  totalMsat: Msat;
  /** What the hub keeps of it, as fixed when it was placed. */
  hubFeeMsat: Msat;
  rate: Rate | undefined;
  note: string;
  locale: string;
  createdAtMs: bigint;
  updatedAtMs: bigint;
  lines: readonly OrderLine[];
  charge: OrderCharge;
  payments: readonly OrderPayment[];
  /** Sum of everything that arrived and was not taken back, refundable parts included. */
  paidMsat: Msat;
  /** What has to go back to the buyer now, as the books have it. */
  refundableMsat: Msat;
  delivery: { name: string; address: string; contact: string } | "erased" | undefined;
};

/** The order that `key` opens; undefined alike for a wrong id and a wrong key. */
export async function findOrderByKey(reader: Reader, orderId: string, key: string): Promise<Order | undefined> {
  const row = await reader.selectFrom("orders").select("key_hash").where("id", "=", orderId).executeTakeFirst();
  return row !== undefined && opensOrder(key, row.key_hash) ? findOrder(reader, orderId) : undefined;
}

/** One order of a stall; undefined when it belongs to another. */
export async function findStallOrder(reader: Reader, stallId: string, orderId: string): Promise<Order | undefined> {
  const order = await findOrder(reader, orderId);
  return order?.stall.id === stallId ? order : undefined;
}

/** Any order, for the owner and for the hub's own work. */
export async function findOrder(reader: Reader, orderId: string): Promise<Order | undefined> {
  const row = await reader
    .selectFrom("orders")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .where("orders.id", "=", orderId)
    .selectAll("orders")
    .select(["stall.slug", "stall.title as stall_title"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const [lines, charge, payments, delivery, refundableMsat] = await Promise.all([
    linesOf(reader, orderId),
    chargeOf(reader, orderId),
    paymentsOf(reader, orderId),
    deliveryOf(reader, orderId),
    owedFor(reader, orderId),
  ]);
  return {
    id: row.id,
    stall: { id: row.stall_id, slug: row.slug, title: row.stall_title },
    state: row.state,
    total: { currency: row.currency, minor: row.total_minor },
    totalMsat: msat(row.total_msat),
    hubFeeMsat: msat(row.hub_fee_msat),
    rate: rateOf(row),
    note: row.note,
    locale: row.locale,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    lines,
    charge,
    payments,
    paidMsat: msat(payments.filter(stands).reduce((sum: bigint, payment) => sum + payment.amountMsat, 0n)),
    refundableMsat,
    delivery,
  };
}

function stands({ reversedAtMs }: OrderPayment): boolean {
  return reversedAtMs === undefined;
}

type RateColumns = {
  currency: string;
  rate_minor_per_btc: bigint | null;
  rate_source: string | null;
  rate_at_ms: bigint | null;
};

function rateOf(row: RateColumns): Rate | undefined {
  if (row.rate_minor_per_btc === null) return undefined;
  return {
    currency: row.currency,
    minorPerBtc: row.rate_minor_per_btc,
    source: row.rate_source ?? "",
    atMs: row.rate_at_ms ?? 0n,
  };
}

async function linesOf(reader: Reader, orderId: string): Promise<OrderLine[]> {
  const rows = await reader
    .selectFrom("order_line")
    .selectAll()
    .where("order_id", "=", orderId)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({
    productId: row.product_id,
    variantId: row.variant_id,
    title: row.title,
    variantTitle: row.variant_title,
    kind: row.kind,
    quantity: row.quantity,
    unitPrice: { currency: row.currency, minor: row.unit_minor },
    unitMsat: msat(row.unit_msat),
    lineMsat: msat(row.line_msat),
  }));
}

async function chargeOf(reader: Reader, orderId: string): Promise<OrderCharge> {
  const row = await reader
    .selectFrom("charge")
    .innerJoin("lightning_invoice", "lightning_invoice.charge_id", "charge.id")
    .where("order_id", "=", orderId)
    .orderBy("attempt", "desc")
    .select(["charge.id", "charge.state", "charge.amount_msat", "charge.expires_at_ms", "bolt11", "payment_hash"])
    .select(["lightning_invoice.state as invoice_state", "lightning_invoice.amount_msat as asked_msat"])
    .executeTakeFirstOrThrow();
  const there = row.state === "paid" ? row.amount_msat : (await standing(reader, { chargeId: row.id, orderId })).msat;
  return {
    id: row.id,
    state: row.state,
    amountMsat: msat(row.amount_msat),
    expiresAtMs: row.expires_at_ms,
    lightning: payable(row, there),
    chain: await findChainCharge(reader, row.id, there),
    heldMsat: await heldOffline(reader, row.id),
  };
}

type InvoiceRow = {
  state: ChargeState;
  amount_msat: bigint;
  invoice_state: LightningInvoiceState;
  asked_msat: bigint;
  bolt11: string | null;
  payment_hash: string;
};

/** While the order is open only an invoice that asks for what is still due is shown to anybody. */
function payable(row: InvoiceRow, thereMsat: bigint): OrderCharge["lightning"] {
  if (row.bolt11 === null) return undefined;
  const isWrong = row.invoice_state === "cancelled" || row.asked_msat !== row.amount_msat - thereMsat;
  if (row.state === "open" && isWrong) return undefined;
  return { bolt11: row.bolt11, paymentHash: row.payment_hash };
}

async function owedFor(reader: Reader, orderId: string): Promise<Msat> {
  const row = await reader.selectFrom("owed").select("amount_msat").where("order_id", "=", orderId).executeTakeFirst();
  return msat(row?.amount_msat ?? 0n);
}

async function paymentsOf(reader: Reader, orderId: string): Promise<OrderPayment[]> {
  const rows = await reader
    .selectFrom("payment")
    .leftJoin("payment_reversal", "payment_reversal.payment_id", "payment.id")
    .selectAll("payment")
    .select("payment_reversal.at_ms as reversed_at_ms")
    .where("order_id", "=", orderId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    rail: row.rail,
    reference: row.reference,
    amountMsat: msat(row.amount_msat),
    refundableMsat: msat(row.refundable_msat),
    reason: row.reason,
    settledAtMs: row.settled_at_ms,
    reversedAtMs: row.reversed_at_ms ?? undefined,
  }));
}

async function deliveryOf(reader: Reader, orderId: string): Promise<Order["delivery"]> {
  const row = await reader.selectFrom("delivery").selectAll().where("order_id", "=", orderId).executeTakeFirst();
  if (row === undefined) return undefined;
  return row.erased_at_ms === null ? { name: row.name, address: row.address, contact: row.contact } : "erased";
}
