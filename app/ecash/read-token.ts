import type { Reader } from "../db/database.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { CoinKit, KeysetKeys, Proof } from "../gateways/mint/port.ts";
import { isShops } from "./lock-of-shop.ts";
import { keysetsOf } from "./mints/keysets.ts";
import { shopKey } from "./shop-key.ts";

/** Coins as a wallet hands them over: a token as text (NUT-00), or the body of a delivery (NUT-18). */
export type Brought = string | { mint: string; unit: string; proofs: readonly Proof[] };

export type ReadToken = {
  mintUrl: string;
  mint: TakenMint;
  keysets: readonly KeysetKeys[];
  proofs: readonly Proof[];
  sumMsat: Msat;
};

/** How far its e-cash is taken: so much in one payment, and so much on its way at once. */
export type TakenMint = { isOwn: boolean; capMsat: bigint; paymentCapMsat: bigint };

export type TokenRefusal =
  | "token-unreadable"
  | "token-incomplete"
  | "token-too-large"
  | "token-wrong-unit"
  | "mint-not-taken"
  | "mint-capped"
  | "token-forged"
  | "token-locked";

const MAX_CHARACTERS = 65_536;
const MAX_PROOFS = 256;

type Reading = { db: Reader; kit: CoinKit; seed: Uint8Array };

/**
 * What was brought, looked at without asking anybody: of a mint that is on the list, in sat, every coin signed by keys
 * that the hub has pinned (NUT-12) and free to be spent by whoever has it, or by the shop's key; then signed with it.
 */
export async function readToken(deps: Reading, given: Brought): Promise<ReadToken | Refused<TokenRefusal>> {
  const brought = typeof given === "string" ? tokenIn(deps.kit, given) : given;
  if (isRefused(brought)) return brought;
  const from = typeof brought === "string" ? (deps.kit.peek(brought) ?? refuse("token-unreadable")) : brought;
  if (isRefused(from)) return from;
  if (from.unit !== "sat") return refuse("token-wrong-unit");
  const mintUrl = deps.kit.sameUrl(from.mint);
  const mint = await takenMint(deps.db, mintUrl);
  if (mint === undefined) return refuse("mint-not-taken");
  const keysets = await keysetsOf(deps.db, mintUrl);
  const proofs = typeof brought === "string" ? coinsIn(deps.kit, brought, keysets) : brought.proofs;
  const problem = problemOf(deps.kit, proofs, keysets);
  if (problem !== undefined) return refuse(problem);
  const spendable = unlocked(deps, proofs);
  if (spendable === undefined) return refuse("token-locked");
  const sumMsat = msat(proofs.reduce((sum, { amountMsat }) => sum + amountMsat, 0n));
  if (sumMsat > mint.paymentCapMsat) return refuse("mint-capped");
  return { mintUrl, mint, keysets, proofs: spendable, sumMsat };
}

const PARTS_REFUSED = {
  missing: "token-incomplete",
  broken: "token-unreadable",
  "too-many": "token-too-large",
} as const;

/** The token in a text that was copied or scanned: in a wallet's link or behind a scheme, or in the parts of a moving code. */
export function tokenIn(
  kit: CoinKit,
  text: string,
): string | Refused<(typeof PARTS_REFUSED)[keyof typeof PARTS_REFUSED]> {
  if (text.length > MAX_CHARACTERS) return refuse("token-too-large");
  const joined = kit.joinParts(text) ?? { kind: "whole", text };
  if (joined.kind !== "whole") return refuse(PARTS_REFUSED[joined.kind]);
  const whole = joined.text.trim();
  return TOKEN_AT_END.exec(whole)?.[0] ?? whole;
}

const TOKEN_AT_END = /cashu[AB][\w=-]+$/;

async function takenMint(db: Reader, url: string): Promise<TakenMint | undefined> {
  const mint = await db
    .selectFrom("mint")
    .select(["kind", "cap_msat", "payment_cap_msat"])
    .where("url", "=", url)
    .where("state", "=", "on")
    .executeTakeFirst();
  return mint && { isOwn: mint.kind === "own", capMsat: mint.cap_msat, paymentCapMsat: mint.payment_cap_msat };
}

/** None when the text is broken. A token may shorten the ids of its keysets. */
function coinsIn(kit: CoinKit, text: string, keysets: readonly KeysetKeys[]): readonly Proof[] {
  const ids = keysets.map(({ id }) => id);
  return kit.read(text, ids) ?? [];
}

function problemOf(
  kit: CoinKit,
  proofs: readonly Proof[],
  keysets: readonly KeysetKeys[],
): "token-unreadable" | "token-too-large" | "token-forged" | undefined {
  if (proofs.length === 0) return "token-unreadable";
  if (proofs.length > MAX_PROOFS) return "token-too-large";
  const byId = new Map(keysets.map((keyset) => [keyset.id, keyset]));
  const isGenuine = (proof: Proof) => {
    const keys = byId.get(proof.keysetId);
    return keys !== undefined && kit.isGenuine(proof, keys);
  };
  return proofs.every(isGenuine) ? undefined : "token-forged";
}

/** Undefined when any of them takes a key that the shop does not have. */
function unlocked({ kit, seed }: Reading, proofs: readonly Proof[]): readonly Proof[] | undefined {
  const isPlain = ({ secret }: Proof) => kit.lockOf(secret) === "plain";
  if (proofs.every(isPlain)) return proofs;
  const privateKey = shopKey({ seed });
  const publicKey = kit.publicKeyOf(privateKey);
  if (!proofs.every((proof) => isPlain(proof) || isShops(kit, proof, publicKey))) return undefined;
  return proofs.map((proof) => (isPlain(proof) ? proof : (kit.sign([proof], [privateKey])[0] ?? proof)));
}
