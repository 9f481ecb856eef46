import { isDeepStrictEqual } from "node:util";

/** What the hub knows LND by, and what it shows LND. */
export interface LndKeys {
  /** LND's `tls.cert` as base64. */
  certificate: string;
  /** One macaroon per role as base64, baked by `bakeMacaroons`. A call whose role is missing is `Misconfigured`. */
  macaroons: { receive: string; escrow?: string; payout?: string; monitor?: string; chain?: string; cancel?: string };
}

export interface HeldKeys {
  /** Those of the connection there is. */
  current(): LndKeys;
  /** Reads them again for another connection; true when they are not the same as before. */
  renew(): boolean;
}

/**
 * Reads the keys, and throws when that cannot be done. Later on, those that cannot be read stay as they were:
 * LND removes an expired certificate a moment before it writes the next, and that must not end the hub.
 */
export function holdKeys(read: () => LndKeys, onUnreadable: (error: unknown) => void): HeldKeys {
  let keys = read();
  return {
    current: () => keys,
    renew: () => {
      const before = keys;
      try {
        keys = read();
      } catch (error) {
        onUnreadable(error);
      }
      return !isDeepStrictEqual(keys, before);
    },
  };
}
