import { Hono } from "hono";
import manifest from "../../../../package.json" with { type: "json" };
import { boardPage } from "../../../../ui/pages/owner/board-page.ts";
import { BACKUP_LATE_AFTER_MS, REPORT_GOOD_FOR_MS, judgeBoard } from "../../../domain/board-health.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** How the machine under the hub is, and how old the last backup. */
export function boardRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/board", requires("hub.read"), (c) => {
    const now = hub.clock();
    const report = hub.host?.();
    const last = hub.lastBackup();
    const props = {
      isMeasured: hub.host !== undefined,
      isStale: report !== undefined && now - report.atMs > REPORT_GOOD_FOR_MS,
      report,
      findings: report === undefined ? [] : judgeBoard(report),
      backup: last && { ...last, isLate: now - BigInt(last.madeAtMs) > BACKUP_LATE_AFTER_MS },
      versions: { hub: manifest.version, node: process.version, schema: hub.schemaVersion, engine: hub.db.engine },
    };
    return showPrivate(c, boardPage(pageOf(c, hub), props));
  });
  return routes;
}
