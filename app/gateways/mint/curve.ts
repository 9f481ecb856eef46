import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import * as wasm from "tiny-secp256k1";
import { native, portable } from "./arithmetic.ts";
import type { Point, Scalar } from "./arithmetic.ts";

export type { Point } from "./arithmetic.ts";

/** What a mint was asked to sign (`B_`), made of it (`C_`) with a key, and showed with it (`e` and `s`, NUT-12). */
export type Shown = { e: Scalar; s: Scalar; blinded: Point; signed: Point; key: Point };

const DOMAIN = "Secp256k1_HashToCurve_Cashu_";
const TRIES = 65_536;

const { timesGenerator, times, add, expand, compress, isPoint } = (await native()) ?? portable;

/** A coin's point is asked for at each step on its way. By the secret's hash, so that no secret stays here. */
const known = new LRUCache<string, Point>({ max: 2_000 });

/**
 * What coins are computed with, by libsecp256k1: fifteen to a hundred times as fast as the e-cash library's own
 * arithmetic, which a buyer would wait for. Whatever is no point or no scalar throws. Times tell of a coin's numbers,
 * which its mint is told or can find out anyway; keys of ours are multiplied nowhere here.
 */
export const curve = { point, scalar, toHex, pointOfSecret, blind, unblind, blindAgain, isSignedBy };

function point(hex: string): Point {
  return expand(bytesOf(hex, 33));
}

function scalar(hex: string): Scalar {
  const bytes = bytesOf(hex, 32);
  if (!wasm.isPrivate(bytes)) throw new RangeError("no scalar");
  return bytes;
}

/** Where the digits end, Node stops reading and says nothing. */
function bytesOf(hex: string, size: number): Buffer {
  const bytes = Buffer.from(hex, "hex");
  if (hex.length !== 2 * size || bytes.length !== size) throw new RangeError(`not ${size} bytes in hex`);
  return bytes;
}

/** Of 33 bytes, as points are written. */
function toHex(of: Point): string {
  return Buffer.from(compress(of)).toString("hex");
}

/** `Y` of NUT-00. */
function pointOfSecret(secret: string): Point {
  const hashed = sha256(DOMAIN, secret);
  const name = hashed.toString("base64");
  const made = known.get(name) ?? firstPoint(hashed);
  known.set(name, made);
  return made;
}

function firstPoint(hashed: Buffer): Point {
  const [counter, compressed] = [Buffer.alloc(4), Buffer.alloc(33, 2)];
  for (let count = 0; count < TRIES; count += 1) {
    counter.writeUInt32LE(count);
    compressed.set(sha256(hashed, counter), 1);
    if (isPoint(compressed)) return expand(compressed);
  }
  throw new RangeError("no point for this secret");
}

/** `Y + rG`. */
function blind(of: Point, r: Scalar): Point {
  return add(of, timesGenerator(r));
}

/** `C_ - rK`. */
function unblind(signed: Point, r: Scalar, key: Point): Point {
  return add(signed, times(key, wasm.privateNegate(r)));
}

/** `C + rK`, which the mint saw as `C_`. */
function blindAgain(coin: Point, r: Scalar, key: Point): Point {
  return add(coin, times(key, r));
}

/** Whether the one key that is `key` in the open has signed (NUT-12). */
function isSignedBy({ e, s, blinded, signed, key }: Shown): boolean {
  const minusE = wasm.privateNegate(e);
  const first = add(timesGenerator(s), times(key, minusE));
  const second = add(times(blinded, s), times(signed, minusE));
  const hex = [first, second, key, signed].map((each) => Buffer.from(each).toString("hex"));
  return sha256(...hex).equals(e);
}

function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
