import { Hono } from "hono";
import { listOwnActs } from "../../../accounts/audit/list-acts.ts";
import { editPerson } from "../../../accounts/edit-person.ts";
import { readAccount } from "../../../accounts/read-account.ts";
import { scopesOf } from "../../../domain/permissions.ts";
import { listOrders } from "../../../orders/list-orders.ts";
import { accountPage, accountNotices } from "../../../../ui/pages/account/account-page.ts";
import type { AccountNotice } from "../../../../ui/pages/account/account-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { signedIn } from "../../visit.ts";
import { cleanName } from "../clean-name.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** How many orders the page shows by itself. */
const NEWEST = 5;
const ACTS_SHOWN = 10;

/** The account at a glance, and what the person is called. */
export function ownAccountRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/", requires("account.read"), (c) => showAccount(c, hub));
  routes.post("/", requires("account.edit"), (c) => rename(c, hub));
  return routes;
}

async function showAccount(c: HubContext, hub: Hub): Promise<Response> {
  const person = signedIn(c);
  const account = await readAccount(hub.db, person, hub.clock());
  const { orders } = await listOrders(hub.db, { stallId: undefined, personId: person.id, limit: NEWEST });
  const acts = await listOwnActs(hub.db, person.id, ACTS_SHOWN);
  const said = c.req.query("said") ?? "";
  const notice = isNotice(said) ? said : undefined;
  return showPrivate(
    c,
    accountPage(pageOf(c, hub), {
      account,
      hasBot: hub.botName() !== undefined,
      mayHavePrograms: scopesOf(person.role).length > 0,
      orders,
      acts,
      sessionId: person.session.id,
      notice,
    }),
  );
}

function isNotice(text: string): text is AccountNotice {
  return accountNotices.some((notice) => notice === text);
}

async function rename(c: HubContext, hub: Hub): Promise<Response> {
  const person = signedIn(c);
  const form = await readForm(c);
  const language = form.text("language");
  const locale = language === "en" || language === "ko" ? language : "";
  await editPerson(hub, person.id, { name: cleanName(form.text("name")), locale });
  return c.redirect("/account?said=saved", 303);
}
