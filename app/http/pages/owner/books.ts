import { Hono } from "hono";
import { askToReconcile } from "../../../payments/reconcile/ask-to-reconcile.ts";
import { listFindings } from "../../../payments/reconcile/list-findings.ts";
import { listRuns } from "../../../payments/reconcile/run-state.ts";
import { booksPage } from "../../../../ui/pages/owner/books-page.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const MOST_OPEN = 200;
const MOST_CLOSED = 20;

/** Whether the books fit the node, and having them compared. */
export function booksRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/books", requires("hub.read"), async (c) => {
    const [latest, before] = await listRuns(hub.db, 2);
    const props = {
      latest,
      // While one is under way, the last one that ended says how things stood.
      ended: latest?.state === "running" ? before : latest,
      open: await listFindings(hub.db, "open", MOST_OPEN),
      closed: await listFindings(hub.db, "closed", MOST_CLOSED),
      hasBegun: c.req.query("said") === "begun",
    };
    return showPrivate(c, booksPage(pageOf(c, hub), props));
  });
  routes.post("/books/compare", requires("books.compare"), async (c) => {
    await askToReconcile(hub);
    return c.redirect("/owner/books?said=begun", 303);
  });
  return routes;
}
