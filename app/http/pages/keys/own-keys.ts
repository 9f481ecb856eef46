import { Hono } from "hono";
import { findKey } from "../../../accounts/keys/find-key.ts";
import { removeKey } from "../../../accounts/keys/remove-key.ts";
import { renameKey } from "../../../accounts/keys/rename-key.ts";
import { isRefused, refusals } from "../../../domain/refusal.ts";
import { keyPage } from "../../../../ui/pages/keys/key-page.ts";
import { newKeyPage } from "../../../../ui/pages/keys/new-key-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { accountPath } from "../account/account-path.ts";
import { cleanName } from "../clean-name.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { Counter } from "./counter.ts";
import { googleRoutes } from "./google.ts";
import { wantedIn } from "./occasion.ts";
import { passkeyRoutes } from "./passkey.ts";
import { walletRoutes } from "./wallet.ts";
import { keyWays } from "./ways.ts";

const BASE = "/account/keys";

/** Where a person adds keys to the account. */
export function addingCounter(hub: Hub): Counter {
  return {
    purpose: "add-key",
    base: BASE,
    home: `${BASE}/new`,
    permission: "account.add-way-in",
    show: (c, said) => showNew(c, hub, said),
  };
}

/** A person's own keys: one more, another name, one less. */
export function ownKeyRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const counter = addingCounter(hub);
  routes.get("/new", requires("account.add-way-in"), (c) =>
    showNew(c, hub, { wanted: wantedIn(c.req.query("wanted") ?? "") }),
  );
  routes.route("/", walletRoutes(hub, counter)).route("/", passkeyRoutes(hub, counter));
  routes.route("/", googleRoutes(hub, counter));
  routes.get("/:id", requires("account.secure"), (c) => showKey(c, hub, c.req.param("id")));
  routes.post("/:id/name", requires("account.secure"), (c) => rename(c, hub, c.req.param("id")));
  routes.post("/:id/remove", requires("account.secure"), (c) => remove(c, hub, c.req.param("id")));
  return routes;
}

type Said = Partial<Parameters<Counter["show"]>[1]>;

function showNew(c: HubContext, hub: Hub, { wanted = "", problem }: Said): Response {
  const place = { base: BASE, wanted, back: accountPath(c) };
  const text = newKeyPage(pageOf(c, hub), { ...place, ways: keyWays(c, hub), problem });
  return showPrivate(c, text, problem === undefined ? 200 : refusals[problem][0]);
}

async function showKey(c: HubContext, hub: Hub, id: string): Promise<Response> {
  const found = await findKey(hub.db, signedIn(c).id, id);
  return isRefused(found) ? answerProblem(c, found) : showPrivate(c, keyPage(pageOf(c, hub), found));
}

async function rename(c: HubContext, hub: Hub, id: string): Promise<Response> {
  const form = await readForm(c);
  const renamed = await renameKey(hub.db, signedIn(c).id, { id, label: cleanName(form.text("name")) });
  return isRefused(renamed) ? answerProblem(c, renamed) : c.redirect("/account?said=key-renamed", 303);
}

async function remove(c: HubContext, hub: Hub, id: string): Promise<Response> {
  const removed = await removeKey(hub, actorOf(c, hub), id);
  return isRefused(removed) ? answerProblem(c, removed) : c.redirect("/account?said=key-removed", 303);
}
