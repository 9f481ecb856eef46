import { mayDo } from "../../domain/permissions.ts";
import type { Role } from "../../domain/permissions.ts";

/** Whoever runs the hub shows a fingerprint, a face or a PIN besides: a key that was found is not enough. */
export function mustUnlock(role: Role): boolean {
  return mayDo(role, "hub.read");
}
