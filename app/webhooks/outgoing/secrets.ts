import type { KeyObject } from "node:crypto";
import type { WebhookTable } from "../../db/schema.ts";
import { derivedKey } from "../../domain/hash.ts";
import { DAY_MS } from "../../domain/time.ts";
import { ed25519From, publicKeyText } from "../../domain/webhook-signature.ts";

/** By what one generation of a webhook signs. */
export type SigningKeys = {
  /** `whsec_…`, known to the receiver alone. */
  secret: string;
  /** The bytes in it. */
  key: Uint8Array;
  pair: KeyObject;
};

/** What a receiver is given to check messages with. */
export type GivenSecrets = { secret: string; publicKey: string };

/** How long a receiver has to take over the new secret. */
export const ROTATION_MS = DAY_MS;

/** Derived anew each time: a copy of the database can sign nothing. */
function keysOf(secretKey: string, webhookId: string, generation: bigint): SigningKeys {
  const bytes = (purpose: string) =>
    Buffer.from(derivedKey(secretKey, purpose, `${webhookId} ${generation}`), "base64url");
  const key = bytes("webhook");
  return { secret: `whsec_${key.toString("base64")}`, key, pair: ed25519From(bytes("webhook ed25519")) };
}

export function givenSecrets(
  secretKey: string,
  { id, generation }: Pick<WebhookTable, "id" | "generation">,
): GivenSecrets {
  const { secret, pair } = keysOf(secretKey, id, generation);
  return { secret, publicKey: publicKeyText(pair) };
}

type Generations = Pick<WebhookTable, "id" | "generation" | "rotated_at_ms">;

/** The newest first, and for a day after a change of secrets the one before, too. */
export function currentKeys(
  secretKey: string,
  { id, generation, rotated_at_ms }: Generations,
  nowMs: bigint,
): readonly [SigningKeys, ...SigningKeys[]] {
  const newest = keysOf(secretKey, id, generation);
  const isChanging = rotated_at_ms !== null && nowMs < rotated_at_ms + ROTATION_MS;
  return isChanging && generation > 1n ? [newest, keysOf(secretKey, id, generation - 1n)] : [newest];
}
