import { createPrivateKey, createPublicKey, hkdfSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { DAY_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";

export type TokenKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject };

/** The keys that tokens are signed and checked with, by the hub's time. */
export type TokenKeys = {
  /** For signing: this week's. */
  current(now: UnixMs): TokenKey;
  /** For checking: this week's or last week's, when it has that name. */
  find(kid: string | undefined, now: UnixMs): TokenKey | undefined;
};

const WEEK_MS = 7n * DAY_MS;

/** An Ed25519 private key (RFC 8410) is these bytes and 32 of its own. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * A new key pair for each week, derived from the hub's secret (HKDF, RFC 5869) and the week's number: they rotate by
 * themselves, and nothing has to be kept, shared between processes or backed up.
 */
export function tokenKeys(secretKey: string): TokenKeys {
  let made: readonly (readonly [week: bigint, key: TokenKey])[] = [];
  const keyOf = (week: bigint): TokenKey => {
    const kept = made.find(([each]) => each === week)?.[1];
    if (kept !== undefined) return kept;
    const key = derive(secretKey, week);
    made = [...made.slice(-1), [week, key]];
    return key;
  };
  return {
    current: (now) => keyOf(weekOf(now)),
    find: (kid, now) => {
      const week = [weekOf(now), weekOf(now) - 1n].find((each) => kid === kidOf(each));
      return week === undefined ? undefined : keyOf(week);
    },
  };
}

function weekOf(now: UnixMs): bigint {
  return now / WEEK_MS;
}

function kidOf(week: bigint): string {
  return `week-${week}`;
}

function derive(secretKey: string, week: bigint): TokenKey {
  const seed = Buffer.from(hkdfSync("sha256", secretKey, "", `satoshop token key ${week}`, 32));
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { kid: kidOf(week), privateKey, publicKey: createPublicKey(privateKey) };
}
