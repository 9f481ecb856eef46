import type { Tx } from "../../db/database.ts";
import type { VoucherState, VoucherTable } from "../../db/schema.ts";
import type { Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import type { OpenOp } from "../journal/open-op.ts";
import { bookHad, bookMade, bookReturned } from "./book-vouchers.ts";
import { writeCoins } from "./voucher-coins.ts";

/** How an operation ended that makes or spends vouchers. */
type Ended = { state: "done"; given: readonly Proof[] } | { state: "refused"; reason: string };

/** What becomes true of vouchers together with the operation that makes them, or spends one. */
export async function settleVouchers(tx: Tx, deps: Ecash, op: OpenOp, ended: Ended): Promise<void> {
  if (op.kind !== "swap") return;
  const rows = await tx
    .selectFrom("voucher")
    .selectAll()
    .where((or) => or.or([or("made_by", "=", op.id), or("left_by", "=", op.id)]))
    .where("state", "in", ["making", "leaving"])
    .execute();
  const making = rows.filter(({ state }) => state === "making");
  const leaving = rows.find(({ state }) => state === "leaving");
  if (making.length > 0) await settleMaking(tx, deps, op, making, ended);
  if (leaving !== undefined) await settleLeaving(tx, deps, op, leaving, ended);
}

type Row = Readonly<VoucherTable>;

async function settleMaking(tx: Tx, deps: Ecash, op: OpenOp, rows: readonly Row[], ended: Ended): Promise<void> {
  if (ended.state === "refused") {
    for (const row of rows) await move(tx, deps, row, { state: "failed" });
    return;
  }
  const byKey = Map.groupBy(ended.given, (coin) => keyOf(deps, coin));
  for (const row of rows) {
    const coins = writeCoins(byKey.get(row.public_key) ?? []);
    await move(tx, deps, row, { state: "waiting", sealed: deps.seal.close(coins, row.id) });
  }
  const lockedMsat = rows.reduce((sum, { locked_msat }) => sum + locked_msat, 0n);
  await bookMade(tx, deps, { lockedMsat, feeMsat: op.input_msat - op.output_msat });
}

function keyOf({ kit }: Ecash, { secret }: Proof): string {
  const lock = kit.lockOf(secret);
  return typeof lock === "string" ? "" : (lock.keys[0] ?? "");
}

/** What the mint did not do leaves the voucher as it was, unless it was for its coins that the mint said no. */
async function settleLeaving(tx: Tx, deps: Ecash, op: OpenOp, row: Row, ended: Ended): Promise<void> {
  const { locked_msat: lockedMsat } = row;
  if (ended.state === "refused") {
    if (ended.reason !== "coin-spent") return move(tx, deps, row, { state: "waiting", left_by: null });
    await move(tx, deps, row, { state: "gone", sealed: null });
    return bookHad(tx, deps, lockedMsat);
  }
  const isBack = op.purpose === "renew";
  const state = isBack ? "returned" : op.purpose === "receive" ? "used" : "taken";
  await move(tx, deps, row, { state, sealed: null });
  return isBack
    ? bookReturned(tx, deps, { lockedMsat, feeMsat: op.input_msat - op.output_msat })
    : bookHad(tx, deps, lockedMsat);
}

type Change = { state: VoucherState; sealed?: string | null; left_by?: null };

async function move(tx: Tx, { clock }: Ecash, { id, state }: Row, change: Change): Promise<void> {
  await tx
    .updateTable("voucher")
    .set({ ...change, updated_at_ms: clock() })
    .where("id", "=", id)
    .where("state", "=", state)
    .execute();
}
