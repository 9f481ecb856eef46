import type { MiddlewareHandler } from "hono";
import type { HubEnv } from "../context.ts";
import { onNotFound } from "../errors.ts";

/** No address of the hub takes any other. */
const USED = new Set(["GET", "HEAD", "POST"]);

/** Keeps other methods away from the rules of bodies and forms: all there is to say about them is "not here". */
export function usedMethods(): MiddlewareHandler<HubEnv> {
  return async (c, next) => (USED.has(c.req.method) ? next() : onNotFound(c));
}
