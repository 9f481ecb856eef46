import type { Tx } from "../../db/database.ts";
import { newId } from "../../domain/ids.ts";
import type { Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import type { OpenOp } from "./open-op.ts";

/** What a payment left of the coins that were brought belongs to whoever brought them, as a token of the same mint. */
export async function giveBack(tx: Tx, deps: Ecash, op: OpenOp, coins: readonly Proof[]): Promise<void> {
  if (coins.length === 0) return;
  const { clock, random, kit, seal } = deps;
  const now = clock();
  const id = newId("tok", now, random);
  await tx
    .insertInto("ecash_token")
    .values({
      id,
      op_id: op.id,
      subject: op.id,
      mint_url: op.mint_url,
      amount_msat: coins.reduce((sum, { amountMsat }) => sum + amountMsat, 0n),
      state: "ready",
      points: JSON.stringify(coins.map(({ secret }) => kit.pointOf(secret))),
      sealed: seal.close(kit.write({ mint: op.mint_url, proofs: coins }), id),
      looked_at_ms: now,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
}
