import type { Tx } from "../../db/database.ts";
import { post } from "../../db/post.ts";
import type { PaymentRail, PostingAccount } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Outgoing } from "./sending.ts";

type Moving = Pick<Outgoing, "id" | "stall_id" | "order_id">;
type Lines = readonly { account: PostingAccount; amountMsat: bigint }[];

/** Writes one journal about money on its way out; lines of nothing are left away. */
export async function bookOutgoing(
  tx: Tx,
  { random, now }: { random: Random; now: UnixMs },
  of: Moving,
  lines: Lines,
): Promise<void> {
  const moving = lines.filter(({ amountMsat }) => amountMsat !== 0n);
  await post(tx, {
    id: newId("jrn", now, random),
    stallId: of.stall_id,
    ...(of.order_id !== null && { orderId: of.order_id }),
    outgoingId: of.id,
    atMs: now,
    lines: moving.map((line) => ({ id: newId("pst", now, random), ...line })),
  });
}

const FEES = {
  lightning: "expense:routing",
  chain: "expense:chain",
  ecash: "expense:mint",
} as const satisfies Record<PaymentRail, PostingAccount>;

/** It has arrived: what was promised is kept, and the fee is the hub's expense. */
export function bookSent(
  tx: Tx,
  at: { random: Random; now: UnixMs },
  of: Moving & { amount_msat: bigint },
  { rail, feeMsat }: { rail: PaymentRail; feeMsat: bigint },
): Promise<void> {
  return bookOutgoing(tx, at, of, [
    { account: "liability:outgoing", amountMsat: of.amount_msat },
    { account: FEES[rail], amountMsat: feeMsat },
    { account: `asset:${rail}`, amountMsat: -(of.amount_msat + feeMsat) },
  ]);
}

/** It will not be sent: everything goes back to where it was taken from, line by line. */
export async function bookBack(tx: Tx, at: { random: Random; now: UnixMs }, of: Moving): Promise<void> {
  const taken = await tx
    .selectFrom("posting")
    .where("outgoing_id", "=", of.id)
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  const lines = taken.map(({ account, msat }) => ({ account, amountMsat: -msat }));
  await bookOutgoing(tx, at, of, lines);
}
