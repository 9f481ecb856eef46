import { mayDo } from "../domain/permissions.ts";
import type { Role } from "../domain/permissions.ts";

/** Where somebody in this role begins after signing in. */
export function homeOf(role: Role): string {
  if (role === "seller") return "/desk";
  return mayDo(role, "hub.read") ? "/owner" : "/account";
}
