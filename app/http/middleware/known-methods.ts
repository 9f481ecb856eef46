import type { Hono, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { refuse } from "../../domain/refusal.ts";
import type { HubEnv } from "../context.ts";
import { onNotFound } from "../errors.ts";
import { answerProblem } from "../problem.ts";

/** All that the hub's addresses take; HEAD goes with GET. */
const METHODS = ["GET", "POST"];

/**
 * Says which methods an address takes to whoever tries another, before any rule about bodies or sessions.
 * An address that takes none does not exist; looking for it ends at the not-found page.
 */
export function knownMethods(app: Hono<HubEnv>): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    if (matchedRoutes(c).some(isHandler)) return next();
    const taken = METHODS.filter((method) =>
      app.router.match(method, c.req.path)[0].some(([[, route]]) => isHandler(route)),
    );
    if (taken.length > 0)
      return answerProblem(c, refuse("method-not-allowed"), { Allow: taken.flatMap(withHead).join(", ") });
    return c.req.method === "GET" || c.req.method === "HEAD" ? next() : onNotFound(c);
  };
}

/** Middleware is there for every method. */
function isHandler({ method }: { method: string }): boolean {
  return method !== "ALL";
}

function withHead(method: string): string[] {
  return method === "GET" ? ["GET", "HEAD"] : [method];
}
