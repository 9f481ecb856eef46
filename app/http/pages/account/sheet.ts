import { Hono } from "hono";
import { makeSheet } from "../../../accounts/backup/make-sheet.ts";
import { readAccount } from "../../../accounts/read-account.ts";
import { isOnion } from "../../../domain/door.ts";
import { readPin } from "../../../domain/pin.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { newSheetPage } from "../../../../ui/pages/account/new-sheet-page.ts";
import type { NewSheetProblem } from "../../../../ui/pages/account/new-sheet-page.ts";
import { sheetPage } from "../../../../ui/pages/account/sheet-page.ts";
import { originOf, shopAddress } from "../../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { readForm } from "../form.ts";
import { pageIn, pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { accountPath } from "./account-path.ts";

/** Where a person chooses a PIN and prints the sheet that brings them back in with it. */
export function sheetRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/sheet", requires("account.add-way-in"), (c) => showForm(c, hub));
  routes.post("/sheet", requires("account.add-way-in"), rateLimit(hub, "recoveries"), (c) => make(c, hub));
  return routes;
}

async function showForm(c: HubContext, hub: Hub, problem?: NewSheetProblem): Promise<Response> {
  const { sheet } = await readAccount(hub.db, signedIn(c), hub.clock());
  const text = newSheetPage(pageOf(c, hub), { replaces: sheet, back: accountPath(c), problem });
  return showPrivate(c, text, problem === undefined ? 200 : 422);
}

/** The sheet is in the answer alone: no address, no history and no log ever holds it. */
async function make(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const pin = readPin(form.text("pin"));
  if (pin !== readPin(form.text("again"))) return showForm(c, hub, "pins-differ");
  const made = await makeSheet(hub, actorOf(c, hub), pin);
  if (isRefused(made)) return showForm(c, hub, made.reason);
  const { name, role, locale } = await readAccount(hub.db, signedIn(c), hub.clock());
  const page = pageIn(c, hub, locale);
  return showPrivate(c, sheetPage(page, { ...made, name, role, address: addressOf(c, hub), onwards: accountPath(c) }));
}

/** Where the sheet will be opened one day: where the shop is found, and never outside Tor for who came over Tor. */
function addressOf(c: HubContext, hub: Hub): string {
  return isOnion(hub.door.kind) ? originOf(c, hub) : shopAddress(c, hub);
}
