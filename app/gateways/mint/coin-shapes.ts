import { Amount } from "@cashu/cashu-ts";
import type * as cashu from "@cashu/cashu-ts";
import { msatFromSat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { curve } from "./curve.ts";
import type { Point } from "./curve.ts";
import type { KeysetKeys, Proof } from "./port.ts";

/** A mint's amounts are whole sats; anything else is a fault of ours. */
export function toAmount(amountMsat: Msat): Amount {
  if (amountMsat % 1_000n !== 0n) throw new RangeError(`${amountMsat} msat is no whole number of sats`);
  return Amount.from(amountMsat / 1_000n);
}

export function toMsat(amount: cashu.AmountLike): Msat {
  return msatFromSat(BigInt(Amount.from(amount).toString()));
}

export function toLibrary({ keysetId: id, amountMsat, secret, signature: C, dleq, witness }: Proof): cashu.Proof {
  return {
    id,
    amount: toAmount(amountMsat),
    secret,
    C,
    ...(dleq !== undefined && { dleq: { e: dleq.e, s: dleq.s, ...(dleq.r !== undefined && { r: dleq.r }) } }),
    ...(witness !== undefined && { witness }),
  };
}

export function fromLibrary({ id: keysetId, amount, secret, C: signature, dleq, witness }: cashu.Proof): Proof {
  return {
    keysetId,
    amountMsat: toMsat(amount),
    secret,
    signature,
    dleq: dleq === undefined ? undefined : { e: dleq.e, s: dleq.s, r: dleq.r },
    ...(witness !== undefined && { witness: typeof witness === "string" ? witness : JSON.stringify(witness) }),
  };
}

/** What a keyset signs an amount with. */
export function keyOf({ id, keys }: KeysetKeys, amountMsat: Msat): Point {
  const name = toAmount(amountMsat).toString();
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key === undefined) throw new RangeError(`the keyset ${id} signs no ${name} sat`);
  return curve.point(key);
}
