import { argon2 } from "node:crypto";
import { promisify } from "node:util";
import { Turns } from "../../db/turns.ts";
import { derivedKey, sameDigest } from "../../domain/hash.ts";
import type { Random } from "../../domain/ids.ts";

const derive = promisify(argon2);

/** How hard one guess is (RFC 9106): kept with each hash, so that they can be raised for new ones. */
export type PinCost = { memoryKib: number; passes: number; lanes: number };

/** OWASP's least for argon2id; about a tenth of a second on a laptop, half a second on a small board. */
export const PIN_COST: PinCost = { memoryKib: 19 * 1024, passes: 2, lanes: 1 };

/** What the hub brings to a PIN. */
export type PinSecrets = {
  secretKey: string;
  /** Another amount of work for new hashes than the usual. */
  pinCost?: PinCost;
};

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Each guess takes its whole memory: a crowd of guesses waits in line and must not take the hub's. */
const turns = new Turns(2);

/**
 * A PIN as argon2id in PHC form. The pepper (RFC 9106's secret value) comes from the hub's secret key, which is not
 * in the database: without it a million PINs would be tried in a day.
 */
export async function hashPin(hub: PinSecrets & { random: Random }, pin: string): Promise<string> {
  const cost = hub.pinCost ?? PIN_COST;
  const salt = Buffer.from(hub.random(SALT_BYTES));
  return inPhcForm({ cost, salt, hash: await argon2id(hub, pin, salt, cost) });
}

/** Whether the PIN is the one that was hashed; takes the work that the hash was made with. */
export async function isPinOf(phc: string, hub: PinSecrets, pin: string): Promise<boolean> {
  const { cost, salt, hash } = fromPhcForm(phc);
  const tried = await argon2id(hub, pin, salt, cost);
  return sameDigest(tried.toString("hex"), hash.toString("hex"));
}

/** The work of a guess, at something that is not there. */
export async function guessAtNothing(hub: PinSecrets, pin: string): Promise<false> {
  await argon2id(hub, pin, Buffer.alloc(SALT_BYTES), hub.pinCost ?? PIN_COST);
  return false;
}

async function argon2id({ secretKey }: PinSecrets, pin: string, nonce: Buffer, cost: PinCost): Promise<Buffer> {
  const secret = Buffer.from(derivedKey(secretKey, "pin-pepper", ""), "base64url");
  const { memoryKib: memory, passes, lanes: parallelism } = cost;
  await turns.take();
  try {
    return await derive("argon2id", {
      message: pin,
      nonce,
      secret,
      memory,
      passes,
      parallelism,
      tagLength: HASH_BYTES,
    });
  } finally {
    turns.pass();
  }
}

type PinHash = { cost: PinCost; salt: Buffer; hash: Buffer };

function inPhcForm({ cost: { memoryKib, passes, lanes }, salt, hash }: PinHash): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

function fromPhcForm(text: string): PinHash {
  const [, memoryKib, passes, lanes, salt, hash] = PHC.exec(text) ?? [];
  if (salt === undefined || hash === undefined) throw new Error("a stored PIN is not argon2id in PHC form");
  const cost = { memoryKib: Number(memoryKib), passes: Number(passes), lanes: Number(lanes) };
  return { cost, salt: Buffer.from(salt, "base64"), hash: Buffer.from(hash, "base64") };
}

/** PHC strings leave out the `=` at the end. */
function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
