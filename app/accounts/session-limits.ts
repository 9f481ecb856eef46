import type { Role } from "../domain/permissions.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../domain/time.ts";

export type SessionLimit = {
  /** Without a request for so long, the session is over. */
  idleMs: bigint;
  /** After so long it is over whatever happens. */
  absoluteMs: bigint;
};

/** Whoever can change the hub is asked again soon; whoever only buys or sells is not (OWASP ASVS 5.0, 7.3.1 and 7.3.2). */
const RUNS_THE_HUB: SessionLimit = { idleMs: 30n * MINUTE_MS, absoluteMs: 12n * HOUR_MS };

const sessionLimits: Readonly<Record<Role, SessionLimit>> = {
  owner: RUNS_THE_HUB,
  operator: RUNS_THE_HUB,
  support: RUNS_THE_HUB,
  viewer: RUNS_THE_HUB,
  seller: { idleMs: 7n * DAY_MS, absoluteMs: 30n * DAY_MS },
  buyer: { idleMs: 14n * DAY_MS, absoluteMs: 90n * DAY_MS },
};

/** A session that came in by a backup sheet has this long to get the account back. */
const RECOVERY_LIMIT: SessionLimit = { idleMs: 15n * MINUTE_MS, absoluteMs: HOUR_MS };

/** What changes who can come in asks for a proof that is not older than this (ASVS 7.5.1). */
export const FRESH_MS = 5n * MINUTE_MS;

export function limitOf(role: Role, scope: "full" | "recovery"): SessionLimit {
  return scope === "recovery" ? RECOVERY_LIMIT : sessionLimits[role];
}
