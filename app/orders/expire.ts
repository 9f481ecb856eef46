import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import type { LightningReceiver } from "../gateways/lightning/port.ts";
import type { ChainWallet } from "../gateways/chain/port.ts";
import { awaitsArrival } from "../payments/awaits-arrival.ts";
import { checkInvoice } from "../payments/check-invoice.ts";
import type { Observing } from "../payments/observe-settlement.ts";
import { rebook } from "../payments/rebook.ts";
import { reconcileChain } from "../payments/reconcile-chain.ts";
import { receivedFor } from "../payments/standing.ts";
import { tellOfMoney } from "../payments/tell-of-money.ts";
import { returnStock } from "./settle-stock.ts";

type Due = { id: string; order_id: string; expires_at_ms: bigint; address: string | null };

/** The chain is asked once for all that are due, when the first of them has an address. */
type Asking = { chain: ChainWallet | undefined; isChainKnown?: Promise<boolean> };

const BATCH = 100;

/**
 * Ends orders whose price has run out. Node and chain are asked about each first, so that an order paid in the last
 * moment is paid, not expired; while the node is away nothing expires, while the chain is away nothing that has an
 * address. Answers how many ended.
 */
export async function expireDue(
  deps: Observing & { chain?: ChainWallet | undefined },
  node: LightningReceiver,
): Promise<number> {
  const asking: Asking = { chain: deps.chain };
  let expired = 0;
  for (let after: Due | undefined; ;) {
    const page = await due(deps.db, deps.clock(), after);
    for (const charge of page) {
      const ended = await endUnlessPaid(deps, node, asking, charge);
      if (ended === "node-unavailable") return expired;
      if (ended === "expired") expired += 1;
    }
    after = page.at(-1);
    if (after === undefined) return expired;
  }
}

async function endUnlessPaid(
  deps: Observing,
  node: LightningReceiver,
  asking: Asking,
  charge: Due,
): Promise<"expired" | "waits" | "node-unavailable"> {
  const isOpen = await unlessAway(isPaidAfterAll(deps, node, charge).then((isPaid) => !isPaid));
  if (isOpen === undefined) return "node-unavailable";
  if (!isOpen) return "waits";
  // An address of a rail that was switched off is not waited for.
  const isOnChain = charge.address !== null && asking.chain !== undefined;
  if (isOnChain && !(await (asking.isChainKnown ??= isKnown(deps, asking.chain)))) return "waits";
  return (await expire(deps, charge, isOnChain)) ? "expired" : "waits";
}

/** Those that wait for a chain or a mint are passed by, however many they are. */
async function due(db: Db, nowMs: bigint, after: Due | undefined): Promise<Due[]> {
  let query = db
    .selectFrom("charge")
    .leftJoin("chain_address", "chain_address.charge_id", "charge.id")
    .select(["charge.id", "order_id", "expires_at_ms", "address"])
    .where("state", "=", sql.lit("open" as const))
    .where("expires_at_ms", "<=", nowMs)
    .orderBy("expires_at_ms")
    .orderBy("charge.id")
    .limit(BATCH);
  if (after !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb("expires_at_ms", ">", after.expires_at_ms),
        eb.and([eb("expires_at_ms", "=", after.expires_at_ms), eb("charge.id", ">", after.id)]),
      ]),
    );
  return query.execute();
}

/** Whether the hub knows what the chain says now. A wrong setup of one rail holds up no order without an address. */
async function isKnown(deps: Observing, chain: ChainWallet | undefined): Promise<boolean> {
  if (chain === undefined) return false;
  try {
    return (await unlessAway(reconcileChain({ ...deps, chain }).then(() => true))) ?? false;
  } catch (error) {
    if (error instanceof Misconfigured) return false;
    throw error;
  }
}

/** Undefined when the neighbour could not be asked. */
async function unlessAway(asked: Promise<boolean>): Promise<boolean | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown) return undefined;
    throw error;
  }
}

async function isPaidAfterAll(deps: Observing, node: LightningReceiver, charge: Due): Promise<boolean> {
  const invoices = await deps.db
    .selectFrom("lightning_invoice")
    .select("payment_hash")
    .where("charge_id", "=", charge.id)
    .where("state", "in", ["intended", "open"])
    .execute();
  const states = await Promise.all(invoices.map((row) => checkInvoice(deps, node, row.payment_hash)));
  // Held is money on its way; the settlement or its cancellation decides, not the clock.
  return states.some((state) => state === "settled" || state === "held");
}

async function expire({ db, clock, random }: Observing, charge: Due, isOnChain: boolean): Promise<boolean> {
  return transact(db, async (tx) => {
    const now = clock();
    if (await awaitsArrival(tx, { chargeId: charge.id, nowMs: now, isOnChain })) return false;
    const moved = await transition(tx, { table: "charge", id: charge.id, from: "open", to: "expired" }, now);
    if (!moved) return false;
    const came = await receivedFor(tx, charge.order_id);
    const event = {
      id: newId("evt", now, random),
      stream: charge.order_id,
      type: "order.expired",
      atMs: now,
      body: { partiallyPaid: came > 0n, receivedMsat: came.toString() },
    };
    await transition(tx, { table: "orders", id: charge.order_id, from: "open", to: "expired" }, now, { event });
    await returnStock(tx, charge.order_id);
    await rebook(tx, { orderId: charge.order_id, now, random });
    if (came > 0n) await tellOfMoney(tx, { random, now }, charge.order_id, "ended-in-part");
    return true;
  });
}
