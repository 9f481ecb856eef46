import { Hono } from "hono";
import { ownerStatementPage } from "../../../../ui/pages/statement/owner-statement-page.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { sendStatementCsv, sendStatementJson } from "../statement/send-statement.ts";
import { askedPeriod, statementView } from "../statement/show-statement.ts";

/** The hub's own statement, on a page and as files. */
export function ownerStatementRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/statement", requires("hub.read"), async (c) => {
    const view = await statementView(c, hub, "hub", "/owner/statement");
    return showPrivate(c, ownerStatementPage(pageOf(c, hub), view));
  });
  routes.get("/statement.csv", requires("hub.read"), (c) => sendStatementCsv(c, hub, "hub", askedPeriod(c, hub)));
  routes.get("/statement.json", requires("hub.read"), (c) => sendStatementJson(c, hub, "hub", askedPeriod(c, hub)));
  return routes;
}
