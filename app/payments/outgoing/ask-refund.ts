import { appendEvent } from "../../db/append-event.ts";
import type { By } from "../../db/append-event.ts";
import type { Db, Tx } from "../../db/database.ts";
import type { PostingAccount } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Clock } from "../../domain/time.ts";
import { sellerBalance } from "../seller-balance.ts";
import { bookOutgoing } from "./book-outgoing.ts";
import { refuseDust } from "./dust.ts";
import type { Destination } from "../../gateways/payee/port.ts";
import { isWritten, writeOutgoing } from "./write-outgoing.ts";

export type RefundRequest = {
  /** Made with the form that asks, so that a form sent twice asks once. */
  id?: string | undefined;
  orderId: string;
  amountMsat: Msat;
  destination: Destination;
  /** Whoever holds the order's key may fetch what is owed to them; only the shop may give back what was earned. */
  by: By | "buyer";
};

export type RefundAsked =
  | { kind: "asked"; id: string }
  | Refused<"unknown-order" | "nothing-to-refund" | "balance-too-low" | "below-dust">;

type Asking = { db: Db; clock: Clock; random: Random };

/**
 * Money of an order goes back to its buyer: first what it never needed, then what the seller and the hub had of it,
 * each its share. It is taken out of the books in the same moment, so it can be promised only once.
 */
export async function askRefund(deps: Asking, request: RefundRequest): Promise<RefundAsked> {
  return transact(deps.db, (tx) => askRefundIn(tx, deps, request));
}

/** The same in the transaction of what asks for it; refuses before it writes anything. */
export async function askRefundIn(
  tx: Tx,
  deps: Omit<Asking, "db">,
  { id: given, orderId, amountMsat, destination, by }: RefundRequest,
): Promise<RefundAsked> {
  const now = deps.clock();
  const order = await tx.selectFrom("orders").select("stall_id").where("id", "=", orderId).executeTakeFirst();
  if (order === undefined) return refuse("unknown-order");
  if (given !== undefined && (await isWritten(tx, { id: given, orderId }))) return { kind: "asked", id: given };
  const dust = refuseDust(destination, amountMsat);
  if (dust !== undefined) return dust;
  const booked = await bookedFor(tx, orderId);
  const source = shares(booked, amountMsat, by !== "buyer");
  if (source === undefined) return refuse("nothing-to-refund", "/amountMsat");
  if ((await sellerBalance(tx, order.stall_id)) < source.seller) return refuse("balance-too-low");
  const id = given ?? newId("out", now, deps.random);
  const row = await writeOutgoing(tx, deps.random, {
    id,
    purpose: "refund",
    stallId: order.stall_id,
    orderId,
    amountMsat,
    destination,
    state: "ready",
    now,
    askedBy: by === "buyer" ? by : by.personId,
  });
  await bookOutgoing(tx, { random: deps.random, now }, row, [
    { account: "liability:refundable", amountMsat: source.refundable },
    { account: "liability:seller", amountMsat: source.seller },
    { account: "income:hub-fee", amountMsat: source.hubFee },
    { account: "liability:outgoing", amountMsat: 0n - amountMsat },
  ]);
  const body = { outgoing: id, amountMsat: amountMsat.toString(), to: destination.kind };
  const event = { id: newId("evt", now, deps.random), stream: orderId, type: "refund.asked", atMs: now, body };
  await appendEvent(tx, by === "buyer" ? event : { ...event, by });
  return { kind: "asked", id };
}

type Booked = ReadonlyMap<PostingAccount, bigint>;

/** What each has of this order now, as a positive number. */
async function bookedFor(tx: Tx, orderId: string): Promise<Booked> {
  const rows = await tx
    .selectFrom("posting")
    .where("order_id", "=", orderId)
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  return new Map(rows.map(({ account, msat }) => [account, -msat]));
}

/** From whom how much is taken; undefined when there is not that much, or not for whoever asks. */
function shares(booked: Booked, amountMsat: bigint, mayTakeEarned: boolean) {
  const of = (account: PostingAccount) => booked.get(account) ?? 0n;
  const [refundable, seller, hubFee] = [of("liability:refundable"), of("liability:seller"), of("income:hub-fee")];
  const owed = amountMsat < refundable ? amountMsat : refundable;
  const earned = amountMsat - owed;
  if (earned === 0n) return { refundable: owed, seller: 0n, hubFee: 0n };
  if (!mayTakeEarned || earned > seller + hubFee) return undefined;
  // Rounded down for the hub, so that the two never take more than was earned together.
  const ofHub = (hubFee * earned) / (seller + hubFee);
  return { refundable: owed, seller: earned - ofHub, hubFee: ofHub };
}
