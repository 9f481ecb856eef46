import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { refuse } from "../../domain/refusal.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { SESSION_COOKIE } from "../cookies.ts";
import { answerProblem } from "../problem.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Keeps other sites from acting in a visitor's name, whatever the content type. Browsers say where a
 * request comes from: `Sec-Fetch-Site` where the address is secure, `Origin` everywhere. Each one that is
 * there must be good. Programs send neither and bring no session, so there is nothing to protect.
 */
export function crossSiteGuard({ origin }: Pick<Hub, "origin">): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    if (SAFE_METHODS.has(c.req.method) || isOurs(c, origin)) return next();
    return answerProblem(c, refuse("cross-site"));
  };
}

function isOurs(c: HubContext, hubOrigin: string): boolean {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (origin !== undefined) return origin === hubOrigin || isOwnHost(origin, c.req.header("host"));
  return site !== undefined || getCookie(c, SESSION_COOKIE) === undefined;
}

/** On the LAN the hub answers to a name and to several addresses; the one that was typed is ours. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
