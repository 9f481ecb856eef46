import { Hono } from "hono";
import { deskStatementPage } from "../../../../ui/pages/statement/desk-statement-page.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { sendStatementCsv, sendStatementJson } from "../statement/send-statement.ts";
import { askedPeriod, statementView } from "../statement/show-statement.ts";
import type { AtDesk } from "./open-desk.ts";

/** A stall's statement, on a page and as files. */
export function deskStatementRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/statement",
    at.read(async (c, desk) => {
      const view = await statementView(c, hub, { stallId: desk.stall.id }, `${desk.base}/statement`);
      return showPrivate(c, deskStatementPage(pageOf(c, hub), { desk, view }));
    }),
  );
  routes.get(
    "/statement.csv",
    at.read((c, { stall }) => sendStatementCsv(c, hub, { stallId: stall.id }, askedPeriod(c, hub))),
  );
  routes.get(
    "/statement.json",
    at.read((c, { stall }) => sendStatementJson(c, hub, { stallId: stall.id }, askedPeriod(c, hub))),
  );
  return routes;
}
