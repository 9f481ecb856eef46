import {
  Amount,
  createBlindSignature,
  createDLEQProof,
  getSecretKind,
  getTagInt,
  hashToCurve,
  pointFromHex,
  verifyHTLCSpendingConditions,
  verifyP2PKSpendingConditions,
  verifyUnblindedSignature,
} from "@cashu/cashu-ts";
import type { P2PKVerificationResult } from "@cashu/cashu-ts";
import { divideUp } from "../../domain/money.ts";
import { MintError } from "./sandbox-mint-error.ts";
import type { MintKeys } from "./sandbox-mint-keys.ts";
import type { MintStore, SignatureRow } from "./sandbox-mint-store.ts";

/** As they come over the wire (NUT-00); amounts are sat. */
export type WireProof = { id: string; amount: bigint; secret: string; C: string; witness?: string | undefined };
export type WireOutput = { id: string; amount: bigint; point: string };

export type Coins = { store: MintStore; keys: MintKeys; nowS: bigint };

/** Coins that were checked: what they are worth, and what spending them costs. */
export type Inputs = { proofs: readonly (WireProof & { y: string })[]; sumSat: bigint; feeSat: bigint };

const MOST = 1_000;

/** Every coin is of a key of ours, fulfils its own condition, is there once, and was not spent. */
export function checkInputs({ store, keys, nowS }: Coins, proofs: readonly WireProof[]): Inputs {
  if (proofs.length > MOST) throw new MintError(11_014);
  const withPoints = proofs.map((proof) => ({ ...proof, y: pointOf(proof.secret) }));
  if (new Set(withPoints.map(({ y }) => y)).size < proofs.length) throw new MintError(11_007);
  let feePpk = 0n;
  for (const proof of withPoints) {
    const keyset = keys.ofCoin(proof.id, nowS);
    feePpk += keyset.fee_ppk;
    const key = keyset.privateKeys[String(proof.amount)];
    if (key === undefined || !isSigned(proof, key) || !isConditionMet(proof, nowS)) throw new MintError(10_001);
    const state = store.coin(proof.y)?.state;
    if (state !== undefined) throw new MintError(state === "PENDING" ? 11_002 : 11_001);
  }
  const sumSat = proofs.reduce((sum, { amount }) => sum + amount, 0n);
  return { proofs: withPoints, sumSat, feeSat: divideUp(feePpk, 1_000n) };
}

/** The point of a secret, under which a coin's state is kept (NUT-07). */
function pointOf(secret: string): string {
  return hashToCurve(new TextEncoder().encode(secret)).toHex(true);
}

function isSigned({ id, secret, C }: WireProof, key: Uint8Array): boolean {
  return verifyUnblindedSignature({ id, secret: new TextEncoder().encode(secret), C: pointFromHex(C) }, key);
}

/** A secret that is no condition has none (NUT-10). Of all kinds of signatures this mint knows those over inputs. */
function isConditionMet({ id, amount, secret, C, witness }: WireProof, nowS: bigint): boolean {
  const kind = kindOf(secret);
  if (kind === undefined) return true;
  const proof = { id, amount: Amount.from(amount), secret, C, ...(witness !== undefined && { witness }) };
  if (kind === "P2PK") return isLockOpen(verifyP2PKSpendingConditions(proof), secret, nowS);
  return kind === "HTLC" && verifyHTLCSpendingConditions(proof).success;
}

/** By this mint's clock, where the library's verdict is by the machine's (NUT-11). */
function isLockOpen({ locktime, main, refund }: P2PKVerificationResult, secret: string, nowS: bigint): boolean {
  if (main.receivedSigners.length >= (getTagInt(secret, "n_sigs") ?? 1)) return true;
  if (!Number.isFinite(locktime) || nowS < BigInt(locktime)) return false;
  if (refund.pubkeys.length === 0) return true;
  return refund.receivedSigners.length >= (getTagInt(secret, "n_sigs_refund") ?? 1);
}

function kindOf(secret: string): string | undefined {
  if (!secret.startsWith("[")) return undefined;
  try {
    return getSecretKind(secret);
  } catch {
    return undefined;
  }
}

/** Coins are gone, or aside until the payment that they are for has ended. */
export function takeInputs(store: MintStore, { proofs }: Inputs, meltQuote?: string): void {
  for (const { y, id, amount, witness } of proofs)
    store.takeCoin({
      y,
      keyset_id: id,
      amount_sat: amount,
      state: meltQuote === undefined ? "SPENT" : "PENDING",
      witness: witness ?? null,
      melt_quote: meltQuote ?? null,
    });
}

/** None of them twice, none signed before. Blank ones (NUT-08) have no amount yet. */
export function checkOutputs({ store, keys, nowS }: Coins, outputs: readonly WireOutput[], areBlank = false): bigint {
  if (outputs.length > MOST) throw new MintError(11_015);
  if (new Set(outputs.map(({ point }) => point)).size < outputs.length) throw new MintError(11_008);
  for (const { id, amount, point } of outputs) {
    const keyset = keys.ofOutput(id, nowS);
    if (!areBlank && keyset.privateKeys[String(amount)] === undefined) throw new MintError(11_006);
    if (store.signature(point) !== undefined) throw new MintError(11_003);
  }
  return outputs.reduce((sum, { amount }) => sum + amount, 0n);
}

export function signOutputs({ store, keys, nowS }: Coins, outputs: readonly WireOutput[]): SignatureRow[] {
  return outputs.map(({ id, amount, point }) => {
    const key = keys.ofOutput(id, nowS).privateKeys[String(amount)];
    if (key === undefined) throw new MintError(11_006);
    const blinded = pointFromHex(point);
    const { C_ } = createBlindSignature(blinded, key, id);
    const { e, s } = createDLEQProof(blinded, key);
    const row = {
      point,
      keyset_id: id,
      amount_sat: amount,
      signed: C_.toHex(true),
      e: Buffer.from(e).toString("hex"),
      s: Buffer.from(s).toString("hex"),
    };
    store.addSignature(row);
    return row;
  });
}
