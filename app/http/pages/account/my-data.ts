import { Hono } from "hono";
import { erasePerson } from "../../../accounts/own/erase-person.ts";
import { recordExport } from "../../../accounts/own/record-export.ts";
import { whatHolds } from "../../../accounts/own/what-holds.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { erasePage, erasedPage } from "../../../../ui/pages/account/erase-page.ts";
import { clearSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { streamText } from "../../stream-text.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { dataJson } from "./data-json.ts";

/** What the hub holds about a person: to take along, and to delete. */
export function myDataRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/export", requires("account.secure"), (c) => sendData(c, hub));
  routes.get("/erase", requires("account.secure"), (c) => showErase(c, hub));
  routes.post("/erase", requires("account.secure"), (c) => erase(c, hub));
  return routes;
}

async function sendData(c: HubContext, hub: Hub): Promise<Response> {
  const { id } = signedIn(c);
  await recordExport(hub, actorOf(c, hub));
  return c.body(streamText(dataJson(hub.db, id)), 200, {
    "Content-Type": "application/json",
    "Content-Disposition": 'attachment; filename="my-data.json"',
    "Cache-Control": "no-store",
  });
}

async function showErase(c: HubContext, hub: Hub, isUnsure = false): Promise<Response> {
  const hold = await whatHolds(hub.db, signedIn(c));
  return showPrivate(c, erasePage(pageOf(c, hub), { hold, isUnsure }), isUnsure ? 422 : 200);
}

async function erase(c: HubContext, hub: Hub): Promise<Response> {
  const person = signedIn(c);
  if ((await readForm(c)).text("sure") !== "yes") return showErase(c, hub, true);
  const erased = await erasePerson(hub, actorOf(c, hub), person);
  if (isRefused(erased)) return answerProblem(c, erased);
  clearSessionCookie(c, hub);
  // From here on this request is nobody's, too.
  c.set("person", undefined);
  return showPrivate(c, erasedPage(pageOf(c, hub)));
}
