import type { Tx } from "../../db/database.ts";
import { newId } from "../../domain/ids.ts";
import type { PlannedOutput, Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";

type NewToken = {
  opId: string;
  subject: string;
  mintUrl: string;
  /** The public key of the wallet that alone can spend it. */
  lockedTo?: string | undefined;
};

/** What an operation is to become, once its mint has signed. */
export async function promiseToken(
  tx: Tx,
  deps: Ecash,
  { given, ...token }: NewToken & { given: readonly PlannedOutput[] },
): Promise<{ id: string }> {
  return write(tx, deps, { ...token, coins: given });
}

/** Coins that are there, in text, for whoever may have them. */
export async function keepToken(
  tx: Tx,
  deps: Ecash,
  { coins, ...token }: NewToken & { coins: readonly Proof[] },
): Promise<{ id: string }> {
  return write(tx, deps, { ...token, coins, text: deps.kit.write({ mint: token.mintUrl, proofs: coins }) });
}

type Coins = readonly Pick<Proof, "secret" | "amountMsat">[];

async function write(
  tx: Tx,
  { clock, random, kit, seal }: Ecash,
  { opId, subject, mintUrl, lockedTo, coins, text }: NewToken & { coins: Coins; text?: string },
): Promise<{ id: string }> {
  const now = clock();
  const id = newId("tok", now, random);
  await tx
    .insertInto("ecash_token")
    .values({
      id,
      op_id: opId,
      subject,
      mint_url: mintUrl,
      locked_to: lockedTo ?? null,
      amount_msat: coins.reduce((sum, { amountMsat }) => sum + amountMsat, 0n),
      state: text === undefined ? "making" : "ready",
      points: JSON.stringify(coins.map(({ secret }) => kit.pointOf(secret))),
      sealed: text === undefined ? null : seal.close(text, id),
      looked_at_ms: now,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  return { id };
}
