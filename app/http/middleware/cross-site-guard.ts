import type { MiddlewareHandler } from "hono";
import { refuse } from "../../domain/refusal.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { readSessionCookie } from "../cookies.ts";
import { answerProblem } from "../problem.ts";

type Seen = Pick<Hub, "origin" | "door">;

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Keeps other sites from acting in a visitor's name, whatever the content type. Browsers say where a
 * request comes from: `Sec-Fetch-Site` where the address is secure, `Origin` everywhere. Each one that is
 * there must be good. Programs send neither and bring no session, so there is nothing to protect.
 */
export function crossSiteGuard(hub: Seen): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    if (!isKnownHost(c, hub)) return answerProblem(c, refuse("wrong-host"));
    if (SAFE_METHODS.has(c.req.method) || isOurs(c, hub)) return next();
    return answerProblem(c, refuse("cross-site"));
  };
}

function isOurs(c: HubContext, hub: Seen): boolean {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (origin !== undefined) return origin === hub.origin || (isAtHome(hub) && isOwnHost(origin, c.req.header("host")));
  return site !== undefined || readSessionCookie(c, hub) === undefined;
}

/** On the LAN the hub answers to a name and to several addresses; the one that was typed is ours. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** Elsewhere it has one name, and whoever comes by another was sent by somebody who wants to play the hub. */
function isKnownHost(c: HubContext, hub: Seen): boolean {
  return isAtHome(hub) || new URL(c.req.url).host === new URL(hub.origin).host;
}

function isAtHome({ door }: Seen): boolean {
  return door.kind === "lan" || door.kind === "admin";
}
