import { timingSafeEqual } from "node:crypto";
import type { Acting } from "./acting.ts";
import { hasOwner } from "./has-owner.ts";
import { invite } from "./invite.ts";
import { sha256Hex } from "../domain/hash.ts";

/**
 * Trades the code that an installation shows to whoever made it for an owner's link, as long as nobody owns the hub.
 * Answers with the link's token, or nothing when it is not that code or comes too late.
 */
export async function claim(deps: Acting, typed: string, code: string | undefined): Promise<string | undefined> {
  if (code === undefined || !isSame(typed.trim(), code) || (await hasOwner(deps.db))) return undefined;
  return (await invite(deps, { role: "owner" })).token;
}

/** Of their hashes, so that how long it takes says nothing about either. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(one)), Buffer.from(sha256Hex(other)));
}
