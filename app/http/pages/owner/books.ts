import { Hono } from "hono";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import { askToReconcile } from "../../../payments/reconcile/ask-to-reconcile.ts";
import { listFindings } from "../../../payments/reconcile/list-findings.ts";
import { bookAsPaid } from "../../../payments/restoration/book-as-paid.ts";
import { liftHalt } from "../../../payments/restoration/lift-halt.ts";
import { readHalt } from "../../../payments/restoration/read-halt.ts";
import { sendingHalt } from "../../../payments/sending-halt.ts";
import { listRuns } from "../../../payments/reconcile/run-state.ts";
import { BOOKS_SAID, booksPage } from "../../../../ui/pages/owner/books-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const MOST_OPEN = 200;
const MOST_CLOSED = 20;

/** Whether the books fit the node, and having them compared. */
export function booksRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/books", requires("hub.read"), async (c) => {
    const halt = await sendingHalt(hub.db);
    const [latest, before] = await listRuns(hub.db, 2);
    const props = {
      latest,
      // While one is under way, the last one that ended says how things stood.
      ended: latest?.state === "running" ? before : latest,
      open: await listFindings(hub.db, "open", MOST_OPEN),
      closed: await listFindings(hub.db, "closed", MOST_CLOSED),
      halt: halt && (await readHalt(hub.db, halt)),
      said: BOOKS_SAID.find((each) => each === c.req.query("said")),
    };
    return showPrivate(c, booksPage(pageOf(c, hub), props));
  });
  routes.post("/books/compare", requires("books.compare"), async (c) => {
    await askToReconcile(hub);
    return c.redirect("/owner/books?said=begun", 303);
  });
  routes.post("/books/lift", requires("sending.resume"), (c) => lift(c, hub));
  routes.post("/books/paid", requires("sending.resume"), (c) => recognize(c, hub));
  return routes;
}

async function lift(c: HubContext, hub: Hub): Promise<Response> {
  const lifted = await liftHalt(hub, actorOf(c, hub));
  return isRefused(lifted) ? answerProblem(c, lifted) : c.redirect("/owner/books?said=lifted", 303);
}

async function recognize(c: HubContext, hub: Hub): Promise<Response> {
  const { payer } = hub;
  if (payer === undefined) return answerProblem(c, refuse("unknown-outgoing"));
  const booked = await bookAsPaid({ ...hub, payer }, (await readForm(c)).text("finding"), actorOf(c, hub));
  return isRefused(booked) ? answerProblem(c, booked) : c.redirect("/owner/books?said=booked", 303);
}
