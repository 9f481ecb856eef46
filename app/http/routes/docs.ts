import { Hono } from "hono";
import { refuse } from "../../domain/refusal.ts";
import type { Hub, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { docsPage } from "../docs/docs-page.ts";
import type { OpenApiDocument } from "../openapi/types.ts";
import { pageOf } from "../pages/page-of.ts";
import { answerProblem, isProblemReason } from "../problem.ts";

/** The API's documentation for people, from the box itself, and the addresses that problem types are. */
export function docsRoutes(hub: Hub, document: () => OpenApiDocument): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  app.get("/docs", requires("market.visit"), (c) => {
    c.header("Cache-Control", "private, no-cache");
    return c.html(docsPage(pageOf(c, hub), document()));
  });
  app.get("/problems/:reason", requires("market.visit"), (c) => {
    const reason = c.req.param("reason");
    return isProblemReason(reason) ? c.redirect(`/docs#${reason}`) : answerProblem(c, refuse("not-found"));
  });
  return app;
}
