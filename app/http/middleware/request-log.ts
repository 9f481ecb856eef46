import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Hub, HubContext, HubEnv } from "../context.ts";

/** Asked all the time and seldom interesting. */
const QUIET = /^\/(?:livez|readyz|assets\/|pictures\/)/;

/**
 * One line for each request: method, route, status and time. The route is its template, never the
 * address itself, because addresses of orders hold the buyer's key.
 */
export function requestLog({ log }: Pick<Hub, "log">): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    const own = log.child({ requestId: c.get("requestId"), traceId: c.get("traceParent").split("-")[1] });
    c.set("log", own);
    await next();
    const { status } = c.res;
    const level = status >= 500 ? "error" : QUIET.test(c.req.path) ? "debug" : "info";
    const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
    own[level]({ method: c.req.method, route: routeOf(c), status, durationMs }, "request");
  };
}

/** The template of the handler that the router chose; where only middleware matched, nothing was there. */
function routeOf(c: HubContext): string {
  return matchedRoutes(c).findLast(({ method }) => method !== "ALL")?.path ?? "(none)";
}
