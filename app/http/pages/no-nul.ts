import type { MiddlewareHandler } from "hono";
import type { HubEnv } from "../context.ts";
import { onNotFound } from "../errors.ts";

/** PostgreSQL keeps no text with a NUL in it (its manual, 8.3), so an address that has one leads to nothing. */
export function noNul(): MiddlewareHandler<HubEnv> {
  return (c, next) => (c.req.url.includes("%00") ? Promise.resolve(onNotFound(c)) : next());
}
