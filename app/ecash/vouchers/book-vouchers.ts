import type { Tx } from "../../db/database.ts";
import { post } from "../../db/post.ts";
import type { PostingAccount } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import type { Ecash } from "../ecash.ts";

type Lines = readonly (readonly [account: PostingAccount, amountMsat: bigint])[];

/** Vouchers are the hub's own matter, and of no stall. */
const NO_STALL = "";

type Booking = Pick<Ecash, "clock" | "random">;

/** Coins are locked away: they are still there, and somebody else's to have, so they are given as good as away. */
export async function bookMade(
  tx: Tx,
  deps: Booking,
  { lockedMsat, feeMsat }: { lockedMsat: bigint; feeMsat: bigint },
) {
  await book(tx, deps, [
    ["asset:ecash", -lockedMsat - feeMsat],
    ["expense:mint", feeMsat],
    ["asset:vouchers", lockedMsat],
    ["liability:vouchers", -lockedMsat],
    ["expense:vouchers", lockedMsat],
  ]);
}

/** Its holder has had it: as a token, or as the payment of an order, which is booked as every payment is. */
export async function bookHad(tx: Tx, deps: Booking, lockedMsat: bigint): Promise<void> {
  await book(tx, deps, [
    ["asset:vouchers", -lockedMsat],
    ["liability:vouchers", lockedMsat],
  ]);
}

/** Nobody wanted it: its coins are the hub's again, less what the mint took, and nothing was given away. */
export async function bookReturned(
  tx: Tx,
  deps: Booking,
  { lockedMsat, feeMsat }: { lockedMsat: bigint; feeMsat: bigint },
) {
  await book(tx, deps, [
    ["asset:vouchers", -lockedMsat],
    ["asset:ecash", lockedMsat - feeMsat],
    ["expense:mint", feeMsat],
    ["liability:vouchers", lockedMsat],
    ["expense:vouchers", -lockedMsat],
  ]);
}

async function book(tx: Tx, { clock, random }: Booking, lines: Lines): Promise<void> {
  const now = clock();
  const moving = lines.filter(([, amountMsat]) => amountMsat !== 0n);
  await post(tx, {
    id: newId("jrn", now, random),
    stallId: NO_STALL,
    atMs: now,
    lines: moving.map(([account, amountMsat]) => ({ id: newId("pst", now, random), account, amountMsat })),
  });
}
