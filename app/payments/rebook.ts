import type { Tx } from "../db/database.ts";
import { post } from "../db/post.ts";
import type { PaymentRail, PostingAccount } from "../db/schema.ts";
import { allocate } from "../domain/allocation.ts";
import type { Allocation } from "../domain/allocation.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";

export type Rebooking = { orderId: string; paymentId?: string; now: UnixMs; random: Random };

const ASSETS = {
  lightning: "asset:lightning",
  chain: "asset:chain",
  ecash: "asset:ecash",
} as const satisfies Record<PaymentRail, PostingAccount>;

/**
 * Brings an order's books in line with what it has received and where it is, by one journal of the differences; the
 * lines that are already right are left alone, so doing it again writes nothing. Called in the transaction that
 * changed either. What went out again has journals of its own; they are looked at only where the chain took money back
 * that had been given back before.
 */
export async function rebook(tx: Tx, { orderId, paymentId, now, random }: Rebooking): Promise<void> {
  const order = await tx
    .selectFrom("orders")
    .select(["stall_id", "state", "total_msat", "hub_fee_msat"])
    .where("id", "=", orderId)
    .executeTakeFirstOrThrow();
  const received = await receivedByRail(tx, orderId);
  const wanted = wantedSums(order, received, await givenBackAsRefundable(tx, orderId));
  const booked = await bookedSums(tx, orderId);
  const lines = [...new Set([...wanted.keys(), ...booked.keys()])]
    .map((account) => ({ account, amountMsat: (wanted.get(account) ?? 0n) - (booked.get(account) ?? 0n) }))
    .filter(({ amountMsat }) => amountMsat !== 0n)
    .map((line) => ({ id: newId("pst", now, random), ...line }));
  if (lines.length === 0) return;
  const id = newId("jrn", now, random);
  const about = paymentId === undefined ? {} : { paymentId };
  await post(tx, { id, stallId: order.stall_id, orderId, ...about, atMs: now, lines });
}

type Sums = Map<PostingAccount, bigint>;

/** What stands of each rail's money: payments that their rail has taken back do not. */
async function receivedByRail(tx: Tx, orderId: string): Promise<ReadonlyMap<PaymentRail, bigint>> {
  const rows = await tx
    .selectFrom("payment")
    .leftJoin("payment_reversal", "payment_reversal.payment_id", "payment.id")
    .where("order_id", "=", orderId)
    .where("payment_reversal.payment_id", "is", null)
    .groupBy("rail")
    .select((eb) => ["rail", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  return new Map(rows.map(({ rail, msat }) => [rail, msat]));
}

function wantedSums(
  order: { state: Parameters<typeof allocate>[0]["state"]; total_msat: bigint; hub_fee_msat: bigint },
  received: ReadonlyMap<PaymentRail, bigint>,
  givenBackMsat: bigint,
): Sums {
  const allocated = allocate({
    state: order.state,
    receivedMsat: [...received.values()].reduce((sum, msat) => sum + msat, 0n),
    totalMsat: order.total_msat,
    hubFeeMsat: order.hub_fee_msat,
    hasChainPayment: received.has("chain"),
  });
  const shares = withLoss(allocated, givenBackMsat);
  return new Map<PostingAccount, bigint>([
    ...[...received].map(([rail, msat]): [PostingAccount, bigint] => [ASSETS[rail], msat]),
    ["liability:pending", -shares.pending],
    ["liability:seller", -shares.seller],
    ["liability:refundable", -shares.refundable],
    ["income:hub-fee", -shares.hubFee],
    ["expense:reversed", shares.loss],
  ]);
}

/**
 * What was given back as refundable was refundable, whatever has become of the money since: what is missing for that is
 * taken from what nobody has yet, and the rest is the hub's loss.
 */
function withLoss(shares: Allocation, givenBackMsat: bigint): Allocation & { loss: bigint } {
  if (shares.refundable >= givenBackMsat) return { ...shares, loss: 0n };
  const missing = givenBackMsat - shares.refundable;
  const fromPending = missing < shares.pending ? missing : shares.pending;
  return { ...shares, pending: shares.pending - fromPending, refundable: givenBackMsat, loss: missing - fromPending };
}

async function givenBackAsRefundable(tx: Tx, orderId: string): Promise<bigint> {
  const { msat } = await tx
    .selectFrom("posting")
    .where("order_id", "=", orderId)
    .where("outgoing_id", "is not", null)
    .where("account", "=", "liability:refundable")
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>("amount_msat"), eb.lit(0)).as("msat"))
    .executeTakeFirstOrThrow();
  return msat;
}

async function bookedSums(tx: Tx, orderId: string): Promise<Sums> {
  const rows = await tx
    .selectFrom("posting")
    .where("order_id", "=", orderId)
    .where("outgoing_id", "is", null)
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  return new Map(rows.map(({ account, msat }) => [account, msat]));
}
