import { appendEvent } from "../db/append-event.ts";
import type { By } from "../db/append-event.ts";
import type { Db, Reader, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { hubFeeOf } from "../domain/hub-fee.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { addMsat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import { MSAT_PER_SAT } from "../domain/money.ts";
import { SAT } from "../domain/price.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { afterMs } from "../domain/time.ts";
import type { Clock, UnixMs } from "../domain/time.ts";
import { currentHubFee } from "../payments/current-hub-fee.ts";
import { openCharge } from "../payments/open-charge.ts";
import type { InvoiceIntent } from "../payments/open-charge.ts";
import { claimIdempotency, findClaimed } from "./claim-idempotency.ts";
import type { Idempotency } from "./claim-idempotency.ts";
import { MAX_LINES, MAX_ORDER_MSAT, MAX_QUANTITY } from "./limits.ts";
import { hashOrderKey, orderKey } from "./order-key.ts";
import { priceLines } from "./price-lines.ts";
import type { LineRequest, PricedLine, RateLookup } from "./price-lines.ts";
import { reserveStock } from "./reserve-stock.ts";

export type Delivery = { name: string; address: string; contact: string };

export type PlaceRequest = {
  stallId: string;
  lines: readonly LineRequest[];
  note: string;
  delivery?: Delivery;
  locale: string;
  idempotency: Idempotency;
  /** The buyer, where one is signed in; whoever is not has the order's key alone. */
  by?: By | undefined;
};

export type Placing = {
  db: Db;
  clock: Clock;
  random: Random;
  secretKey: string;
  rateOf: RateLookup;
  chargeLifetimeMs: bigint;
};

/** `intent` is there only for a new order: the invoice still has to be asked for, with this preimage. */
export type Placed = { kind: "placed"; orderId: string; key: string; chargeId: string; intent?: InvoiceIntent };

/**
 * Fixes prices, sets stock aside and writes the order with its charge and the intended invoice in one
 * transaction. The node is asked afterwards (`payments/request-invoice`), so that a node that is down
 * costs no order and an order costs no second invoice. The same idempotency key answers with the same order,
 * whatever has become of prices, stock and stall since.
 */
export async function place(deps: Placing, request: PlaceRequest): Promise<Placed | Refused> {
  const placed = await placeAnew(deps, request);
  if (!isRefused(placed)) return placed;
  const replayed = await findClaimed(deps.db, request.idempotency);
  if (replayed === undefined) return placed;
  return isRefused(replayed) ? replayed : existing(deps.db, deps, replayed.orderId);
}

/** Also finds what the key has placed before, unless something stands in the way of looking that far. */
async function placeAnew(deps: Placing, request: PlaceRequest): Promise<Placed | Refused> {
  const shape = refuseShape(request);
  if (shape !== undefined) return shape;
  const stall = await deps.db
    .selectFrom("stall")
    .select("id")
    .where("id", "=", request.stallId)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (stall === undefined) return refuse("unknown-stall", "/stallId");
  const lines = await priceLines(deps.db, request.stallId, request.lines, deps.rateOf);
  if (isRefused(lines)) return lines;
  const refusal = refuseLines(lines, request);
  if (refusal !== undefined) return refusal;
  return rollBackRefusal(transact(deps.db, (tx) => write(tx, deps, request, lines)));
}

/** A refusal found half way must undo what was already written, so it travels as an exception to here. */
class GiveUp extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

async function rollBackRefusal<Result>(work: Promise<Result>): Promise<Result | Refused> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GiveUp) return error.refusal;
    throw error;
  }
}

function refuseShape(request: PlaceRequest): Refused | undefined {
  if (request.lines.length === 0) return refuse("empty-order", "/lines");
  if (request.lines.length > MAX_LINES) return refuse("too-many-lines", "/lines");
  const wrong = request.lines.findIndex((line) => line.quantity < 1n || line.quantity > MAX_QUANTITY);
  return wrong === -1 ? undefined : refuse("invalid-input", `/lines/${wrong}/quantity`);
}

function refuseLines(lines: readonly PricedLine[], request: PlaceRequest): Refused | undefined {
  if (lines.reduce((sum: bigint, line) => sum + line.lineMsat, 0n) > MAX_ORDER_MSAT)
    return refuse("amount-out-of-range", "/lines");
  const posted = lines.some((line) => line.kind === "physical");
  return posted && request.delivery === undefined ? refuse("delivery-required", "/delivery") : undefined;
}

async function write(
  tx: Tx,
  deps: Placing,
  request: PlaceRequest,
  lines: readonly PricedLine[],
): Promise<Placed | Refused> {
  const now = deps.clock();
  const orderId = newId("ord", now, deps.random);
  const claim = await claimIdempotency(tx, request.idempotency, orderId, now);
  if (isRefused(claim)) return claim;
  if (claim.orderId !== orderId) return existing(tx, deps, claim.orderId);
  const total = addMsat(...lines.map((line) => line.lineMsat));
  const key = orderKey(deps.secretKey, orderId);
  await insertOrder(tx, deps, request, lines, { orderId, key, total, now });
  const soldOut = await reserveStock(tx, orderId, lines);
  if (soldOut !== undefined) {
    throw new GiveUp(refuse("sold-out", `/lines/${lines.findIndex((line) => line.variantId === soldOut)}/quantity`));
  }
  const expiresAt = afterMs(now, deps.chargeLifetimeMs);
  const intent = await openCharge(tx, { orderId, amountMsat: total, expiresAt, now, random: deps.random });
  await appendEvent(tx, placedEvent(deps, request, lines, { orderId, total, now }));
  return { kind: "placed", orderId, key, chargeId: intent.chargeId, intent };
}

async function existing(reader: Reader, deps: Placing, orderId: string): Promise<Placed> {
  const charge = await reader
    .selectFrom("charge")
    .select("id")
    .where("order_id", "=", orderId)
    .executeTakeFirstOrThrow();
  return { kind: "placed", orderId, key: orderKey(deps.secretKey, orderId), chargeId: charge.id };
}

type Fixed = { orderId: string; total: Msat; now: UnixMs };

async function insertOrder(
  tx: Tx,
  deps: Placing,
  request: PlaceRequest,
  lines: readonly PricedLine[],
  fixed: Fixed & { key: string },
): Promise<void> {
  await tx
    .insertInto("orders")
    .values({
      id: fixed.orderId,
      stall_id: request.stallId,
      person_id: request.by?.personId ?? null,
      state: "open",
      key_hash: hashOrderKey(fixed.key),
      total_msat: fixed.total,
      ...totalInOneCurrency(lines, fixed.total),
      note: request.note,
      locale: request.locale,
      created_at_ms: fixed.now,
      updated_at_ms: fixed.now,
      // What the buyer was shown and the seller may count on, whatever the owner sets later.
      hub_fee_msat: hubFeeOf(fixed.total, await currentHubFee(tx)),
    })
    .execute();
  await tx
    .insertInto("order_line")
    .values(lines.map((line, index) => lineRow(line, BigInt(index), fixed, deps.random)))
    .execute();
  if (request.delivery !== undefined) {
    await tx
      .insertInto("delivery")
      .values({ order_id: fixed.orderId, ...request.delivery, erased_at_ms: null })
      .execute();
  }
}

/** The total as the buyer saw it: in the lines' own currency when they share one, in sats otherwise. */
function totalInOneCurrency(lines: readonly PricedLine[], total: Msat) {
  const [first] = lines;
  if (first === undefined || lines.some((line) => line.currency !== first.currency)) {
    return { currency: SAT, total_minor: total / MSAT_PER_SAT, ...noRate };
  }
  const minor = lines.reduce((sum, line) => sum + line.unitMinor * line.quantity, 0n);
  const rate =
    first.rate === undefined
      ? noRate
      : {
          rate_minor_per_btc: first.rate.minorPerBtc,
          rate_source: first.rate.source,
          rate_at_ms: first.rate.atMs,
        };
  return { currency: first.currency, total_minor: minor, ...rate };
}

const noRate = { rate_minor_per_btc: null, rate_source: null, rate_at_ms: null };

function lineRow(line: PricedLine, position: bigint, fixed: Fixed, random: Random) {
  return {
    id: newId("lin", fixed.now, random),
    order_id: fixed.orderId,
    position,
    product_id: line.productId,
    variant_id: line.variantId,
    title: line.title,
    variant_title: line.variantTitle,
    kind: line.kind,
    quantity: line.quantity,
    currency: line.currency,
    unit_minor: line.unitMinor,
    rate_minor_per_btc: line.rate?.minorPerBtc ?? null,
    unit_msat: line.unitMsat,
    line_msat: line.lineMsat,
  };
}

function placedEvent(deps: Placing, request: PlaceRequest, lines: readonly PricedLine[], fixed: Fixed) {
  return {
    id: newId("evt", fixed.now, deps.random),
    stream: fixed.orderId,
    type: "order.placed",
    atMs: fixed.now,
    by: request.by,
    body: {
      stall: request.stallId,
      totalMsat: fixed.total.toString(),
      lines: lines.map((line) => ({
        product: line.productId,
        variant: line.variantId,
        quantity: line.quantity.toString(),
        unitMsat: line.unitMsat.toString(),
      })),
    },
  };
}
