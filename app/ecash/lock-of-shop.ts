import { DAY_MS } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";
import type { CoinKit, Lock, Proof } from "../gateways/mint/port.ts";

/** How long nobody else may have a way to coins that wait for a line. */
const LINE_WITHIN_MS = 30n * DAY_MS;

type Kit = Pick<CoinKit, "lockOf">;

/** Whether these coins are locked, and the shop's key alone opens them. A time after which others may, too, is left to `isShopsForLong`. */
export function isShops({ lockOf }: Kit, { secret }: Proof, publicKey: string): boolean {
  const lock = lockOf(secret);
  return typeof lock !== "string" && opensWith(lock, publicKey);
}

/** Whether nobody but the shop can spend it, from now until there is a line again at the latest. */
export function isShopsForLong(
  kit: Kit,
  proof: Proof,
  { publicKey, now }: { publicKey: string; now: UnixMs },
): boolean {
  const lock = kit.lockOf(proof.secret);
  if (typeof lock === "string" || !opensWith(lock, publicKey)) return false;
  return lock.refund === undefined || lock.refund.atMs >= now + LINE_WITHIN_MS;
}

function opensWith({ keys, signaturesNeeded, hash }: Lock, publicKey: string): boolean {
  const [key] = keys;
  return (
    keys.length === 1 && key !== undefined && isSame(key, publicKey) && signaturesNeeded === 1 && hash === undefined
  );
}

/** Keys are compared without their sign, as mints do (BIP-340). */
function isSame(left: string, right: string): boolean {
  return left.slice(-64).toLowerCase() === right.slice(-64).toLowerCase();
}
