import type { Reader } from "../db/database.ts";
import type { Msat } from "../domain/money.ts";
import { msat } from "../domain/money.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { CoinKit, KeysetKeys, Proof } from "../gateways/mint/port.ts";
import { keysetsOf } from "./mints/keysets.ts";

export type ReadToken = { mintUrl: string; keysets: readonly KeysetKeys[]; proofs: readonly Proof[]; sumMsat: Msat };

export type TokenRefusal =
  | "token-unreadable"
  | "token-too-large"
  | "token-wrong-unit"
  | "mint-not-taken"
  | "token-forged"
  | "token-locked";

const MAX_CHARACTERS = 65_536;
const MAX_PROOFS = 256;

/**
 * What a token holds, looked at without asking anybody: of a mint that is on the list, in sat, every coin signed by keys
 * that the hub has pinned (NUT-12) and free to be spent by whoever has it.
 */
export async function readToken(
  { db, kit }: { db: Reader; kit: CoinKit },
  text: string,
): Promise<ReadToken | Refused<TokenRefusal>> {
  if (text.length > MAX_CHARACTERS) return refuse("token-too-large");
  const peeked = kit.peek(text.trim());
  if (peeked === undefined) return refuse("token-unreadable");
  if (peeked.unit !== "sat") return refuse("token-wrong-unit");
  const mint = await db
    .selectFrom("mint")
    .select("url")
    .where("url", "=", kit.sameUrl(peeked.mint))
    .where("state", "=", "on")
    .executeTakeFirst();
  if (mint === undefined) return refuse("mint-not-taken");
  const keysets = await keysetsOf(db, mint.url);
  const proofs = kit.read(
    text.trim(),
    keysets.map(({ id }) => id),
  );
  if (proofs === undefined || proofs.length === 0) return refuse("token-unreadable");
  if (proofs.length > MAX_PROOFS) return refuse("token-too-large");
  const problem = problemOf(kit, proofs, keysets);
  if (problem !== undefined) return refuse(problem);
  const sumMsat = msat(proofs.reduce((sum, { amountMsat }) => sum + amountMsat, 0n));
  return { mintUrl: mint.url, keysets, proofs, sumMsat };
}

function problemOf(
  kit: CoinKit,
  proofs: readonly Proof[],
  keysets: readonly KeysetKeys[],
): "token-forged" | "token-locked" | undefined {
  const byId = new Map(keysets.map((keyset) => [keyset.id, keyset]));
  const isGenuine = (proof: Proof) => {
    const keys = byId.get(proof.keysetId);
    return keys !== undefined && kit.isGenuine(proof, keys);
  };
  if (!proofs.every(isGenuine)) return "token-forged";
  return proofs.every(({ secret }) => kit.lockOf(secret) === "plain") ? undefined : "token-locked";
}
