import { hasOwner } from "../../../app/accounts/has-owner.ts";
import type { Config } from "../../../app/config.ts";
import type { DoorKind } from "../../../app/domain/door.ts";
import type { Db } from "../../../app/db/database.ts";
import { fine, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

type Doors = Pick<Config, "doors" | "host">;

/** Whether there is an owner, and at which addresses their desk can be knocked at. */
export async function checkOwner(db: Db, config: Doors): Promise<Finding> {
  return (await hasOwner(db))
    ? judgeDoors(config)
    : warning("owner", "nobody owns this hub yet: `satoshop login-link` shows the link by which its owner comes in");
}

/** Says who can reach the owner's desk; it is meant for this machine and its network. */
export function judgeDoors({ doors, host }: Doors): Finding {
  const outside = doors.filter(({ kind, hasAdmin }) => hasAdmin && (kind === "public" || kind === "onion"));
  if (outside.length > 0) {
    const where = outside.map(({ origin }) => origin).join(" and ");
    return warning("owner", `the desk is open to everybody at ${where}, too: ADMIN_ON says so`);
  }
  const origin = originAt(doors, "admin") ?? "";
  const whoReaches = isLoopback(host) ? "from this machine alone" : "from this machine's network";
  const overTor = originAt(doors, "admin-onion");
  const alsoAt = overTor === undefined ? "" : `, and over Tor at ${overTor}`;
  return fine("owner", `the desk is at ${origin}, reached ${whoReaches}${alsoAt}`);
}

function originAt(doors: Doors["doors"], which: DoorKind): string | undefined {
  return doors.find(({ kind }) => kind === which)?.origin;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
