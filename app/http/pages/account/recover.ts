import { Hono } from "hono";
import { readAccount } from "../../../accounts/read-account.ts";
import { accountRecoverPage, recoverNotices } from "../../../../ui/pages/account/recover-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { signedIn } from "../../visit.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** For who came in by a backup sheet: a new sheet, and new ways in. */
export function accountRecoverRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/recover", requires("account.recover"), (c) => showRecover(c, hub));
  return routes;
}

async function showRecover(c: HubContext, hub: Hub): Promise<Response> {
  const account = await readAccount(hub.db, signedIn(c), hub.clock());
  const notice = recoverNotices.find((each) => each === c.req.query("said"));
  return showPrivate(c, accountRecoverPage(pageOf(c, hub), { account, sendsMail: hub.sendsMail, notice }));
}
