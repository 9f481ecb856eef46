import type { Lock } from "../gateways/mint/port.ts";

/** Only whoever has the key to this one can spend it, for as long as it lives (NUT-11). */
export function lockTo(publicKey: string): Lock {
  return { keys: [publicKey], signaturesNeeded: 1, refund: undefined, hash: undefined };
}
