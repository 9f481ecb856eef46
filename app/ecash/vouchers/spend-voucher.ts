import type { Tx } from "../../db/database.ts";
import type { EcashPurpose } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { msat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { KeysetKeys, PlannedOutput } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { writeOp } from "../journal/write-op.ts";
import { keysetsOf, signingKeyset } from "../mints/keysets.ts";
import type { FoundVoucher } from "./find-voucher.ts";
import { readCoins } from "./voucher-coins.ts";

export type Spending = {
  voucher: Pick<FoundVoucher, "id" | "mint_url" | "sealed">;
  /** The voucher's own, or the hub's once it has expired. */
  privateKey: string;
  purpose: EcashPurpose;
  subject: string;
  /** Outputs over what is left after the mint's fee. */
  outputsFor: (signing: KeysetKeys, amountMsat: Msat) => Promise<readonly PlannedOutput[]>;
  /** Whether they leave as a token; else they are the hub's. */
  isGiven: boolean;
  /** Written with the operation. */
  alsoWrite?: (tx: Tx, op: { id: string; outputs: readonly PlannedOutput[] }) => Promise<unknown>;
};

/**
 * Writes the one operation that spends a voucher's coins, signed for whoever may have them. Whoever comes second, to take
 * it, to pay with it or to take it back, finds it no longer waiting.
 */
export async function spendVoucher(
  deps: Ecash,
  spending: Spending,
): Promise<{ id: string } | Refused<"voucher-used" | "voucher-not-now">> {
  const { voucher, purpose, subject, isGiven } = spending;
  const { mint_url: mintUrl, sealed } = voucher;
  const keysets = await keysetsOf(deps.db, mintUrl);
  const signing = signingKeyset(keysets);
  if (signing === undefined || sealed === null) return refuse("voucher-not-now");
  const coins = readCoins(deps.seal.open(sealed, voucher.id));
  const inputs = deps.kit.sign(coins, [spending.privateKey]);
  const sumMsat = coins.reduce((sum, { amountMsat }) => sum + amountMsat, 0n);
  const restMsat = msat(sumMsat - deps.kit.feeOf(coins, keysets));
  const outputs = await spending.outputsFor(signing, restMsat);
  const body = { inputs, outputs, given: isGiven ? outputs.length : 0, signature: undefined };
  return transact(deps.db, async (tx) => {
    const refused = await whyNotNow(tx, voucher.id);
    if (refused !== undefined) return refused;
    const written = { kind: "swap", purpose, subject, mintUrl, body, inputs: "brought", worthMsat: restMsat } as const;
    const op = await writeOp(tx, deps, written);
    if (op === "taken") throw new Error(`coins of ${voucher.id} belong to somebody else`);
    const now = deps.clock();
    await tx
      .updateTable("voucher")
      .set({ state: "leaving", left_by: op.id, updated_at_ms: now })
      .where("id", "=", voucher.id)
      .execute();
    await spending.alsoWrite?.(tx, { id: op.id, outputs });
    return op;
  });
}

/** Looked at in the transaction that takes it: no other can do so in between. Of a mint that did wrong nothing is asked. */
async function whyNotNow(tx: Tx, id: string): Promise<Refused<"voucher-used" | "voucher-not-now"> | undefined> {
  const row = await tx
    .selectFrom("voucher")
    .innerJoin("mint", "mint.url", "voucher.mint_url")
    .select(["voucher.state", "mint.state as mint_state"])
    .where("voucher.id", "=", id)
    .executeTakeFirstOrThrow();
  if (row.state !== "waiting") return refuse("voucher-used");
  return row.mint_state === "quarantined" ? refuse("voucher-not-now") : undefined;
}
