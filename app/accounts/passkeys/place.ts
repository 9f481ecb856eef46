import { mayDo } from "../../domain/permissions.ts";
import type { Role } from "../../domain/permissions.ts";

/** Where a passkey is used: the address in the browser's bar, and its host name, for which alone it works. */
export type Place = { origin: string; host: string };

/** Whoever runs the hub shows a fingerprint, a face or a PIN besides: a key that was found is not enough. */
export function mustUnlock(role: Role): boolean {
  return mayDo(role, "hub.read");
}
