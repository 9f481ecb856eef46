import type { CredentialKind } from "../../db/schema.ts";

/** A key that has just shown to be there: its signature, or Google's word, was checked. */
export type ShownKey = {
  kind: CredentialKind;
  /** A passkey's id, a wallet's key for this host, Google's issuer and subject. */
  identifier: string;
  /** How often it says it was used; 0 for keys that do not count. */
  signCount: bigint;
};

/** A key with everything that is kept of it. */
export type NewKey = ShownKey & { publicKey: string; label: string; host: string };
