import { Hono } from "hono";
import { listAddresses } from "../../../accounts/mail/list-addresses.ts";
import { listKeys } from "../../../accounts/keys/list-keys.ts";
import { readOwnChat } from "../../../accounts/telegram/read-own-chat.ts";
import { proveByLink } from "../../../accounts/prove-by-link.ts";
import { isRefused, refusals } from "../../../domain/refusal.ts";
import type { RefusalReason } from "../../../domain/refusal.ts";
import { confirmPage } from "../../../../ui/pages/account/confirm-page.ts";
import { ownPath } from "../../../../ui/safe-url.ts";
import { setSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { readForm } from "../form.ts";
import type { Counter } from "../keys/counter.ts";
import { googleRoutes } from "../keys/google.ts";
import { passkeyRoutes } from "../keys/passkey.ts";
import { walletRoutes } from "../keys/wallet.ts";
import { keyWays, kindsHere } from "../keys/ways.ts";
import { codeIn } from "../link-code.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const BASE = "/account/confirm";

/** Where a person proves again with a key who they are. */
export function provingCounter(hub: Hub): Counter {
  const show: Counter["show"] = (c, { wanted, problem }) => showConfirm(c, hub, wanted, problem);
  return { purpose: "prove", base: BASE, home: BASE, permission: "account.read", show };
}

/** Where a person proves again who they are, before something that lets people in for good. */
export function confirmRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/confirm", requires("account.read"), (c) => showConfirm(c, hub, c.req.query("wanted") ?? ""));
  routes.post("/confirm/link", requires("account.read"), rateLimit(hub, "signIns"), (c) => confirmByLink(c, hub));
  const counter = provingCounter(hub);
  const keys = new Hono<HubEnv>().route("/", walletRoutes(hub, counter)).route("/", passkeyRoutes(hub, counter));
  return routes.route("/confirm", keys.route("/", googleRoutes(hub, counter)));
}

async function showConfirm(c: HubContext, hub: Hub, wanted: string, problem?: RefusalReason): Promise<Response> {
  const { id, role } = signedIn(c);
  const own = { ways: keyWays(c, hub), kinds: kindsHere(c, hub, await listKeys(hub.db, id)) };
  const emails = hub.sendsMail ? await listAddresses(hub.db, id) : [];
  const [bot, chat] = [hub.botName(), await readOwnChat(hub.db, id)];
  const telegram = bot === undefined || chat === undefined ? undefined : { bot, name: chat.name };
  const text = confirmPage(pageOf(c, hub), {
    role,
    wanted: ownPath(wanted),
    problem,
    base: BASE,
    emails,
    telegram,
    ...own,
  });
  return showPrivate(c, text, problem === undefined ? 200 : refusals[problem][0]);
}

async function confirmByLink(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const [token, wanted] = [codeIn(form.text("code")) ?? "", form.text("wanted")];
  const proved = await proveByLink(hub, actorOf(c, hub), { sessionId: signedIn(c).session.id, token });
  if (isRefused(proved)) return showConfirm(c, hub, wanted, proved.reason);
  setSessionCookie(c, hub, proved);
  return c.redirect(ownPath(wanted), 303);
}
