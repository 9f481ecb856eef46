import type { MiddlewareHandler } from "hono";
import type { HubEnv, RenderProblem } from "../context.ts";

/** From here on, problems are shown to people as pages. */
export function problemPages(render: RenderProblem): MiddlewareHandler<HubEnv> {
  return (c, next) => {
    c.set("renderProblem", render);
    return next();
  };
}
