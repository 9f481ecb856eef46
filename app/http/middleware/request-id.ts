import type { MiddlewareHandler } from "hono";
import { newId } from "../../domain/ids.ts";
import type { Hub, HubEnv } from "../context.ts";

/** Gives every request an id of our own; one that the client sends could be anybody's and is not looked at. */
export function requestId({ clock, random }: Pick<Hub, "clock" | "random">): MiddlewareHandler<HubEnv> {
  return (c, next) => {
    const id = newId("req", clock(), random);
    c.set("requestId", id);
    c.header("X-Request-Id", id);
    return next();
  };
}
