import { Hono } from "hono";
import { LONGEST_KEY_NAME, createApiKey } from "../../../accounts/programs/create-api-key.ts";
import { revokeApiKey } from "../../../accounts/programs/revoke-api-key.ts";
import { scopesOf } from "../../../domain/permissions.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import { madeKeyPage } from "../../../../ui/pages/programs/made-key-page.ts";
import { keyDays, newKeyPage, scopeField } from "../../../../ui/pages/programs/new-key-page.ts";
import type { NewKeyProps } from "../../../../ui/pages/programs/new-key-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { cleanName } from "../clean-name.ts";
import { readForm } from "../form.ts";
import type { SentForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** The keys by which a person's programs come in. */
export function programPageRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/programs/new", requires("account.secure"), (c) => showNew(c, hub));
  routes.post("/programs", requires("account.secure"), (c) => make(c, hub));
  routes.post("/programs/:id/revoke", requires("account.edit"), (c) => revoke(c, hub, c.req.param("id")));
  return routes;
}

function showNew(c: HubContext, hub: Hub): Response | Promise<Response> {
  const offered = scopesOf(signedIn(c).role);
  // For whoever has nothing that a program could do there is no such page.
  if (offered.length === 0) return answerProblem(c, refuse("not-found"));
  return show(c, hub, { offered, name: "", chosen: [], days: "365" });
}

function show(c: HubContext, hub: Hub, props: NewKeyProps, status: 200 | 409 | 422 = 200): Response {
  return showPrivate(c, newKeyPage(pageOf(c, hub), props), status);
}

/** The key is in the answer alone: no address, no history and no log ever holds it. */
async function make(c: HubContext, hub: Hub): Promise<Response> {
  const { role } = signedIn(c);
  const wanted = wantedIn(await readForm(c), scopesOf(role));
  const key = { role, name: wanted.name, scopes: wanted.chosen, days: Number(wanted.days) };
  const made = await createApiKey(hub, actorOf(c, hub), key);
  if (!isRefused(made)) return showPrivate(c, madeKeyPage(pageOf(c, hub), { ...made, name: wanted.name }));
  if (made.reason === "too-many-api-keys")
    return show(c, hub, { ...wanted, problem: made.reason }, refusals[made.reason][0]);
  return show(c, hub, { ...wanted, problem: made.pointer === "/name" ? "name" : "scopes" }, 422);
}

function wantedIn(form: SentForm, offered: NewKeyProps["offered"]): NewKeyProps {
  return {
    offered,
    name: cleanName(form.text("name")).slice(0, LONGEST_KEY_NAME),
    chosen: offered.filter((scope) => form.has(scopeField(scope))),
    days: keyDays.find((days) => days === form.text("days")) ?? "365",
  };
}

async function revoke(c: HubContext, hub: Hub, id: string): Promise<Response> {
  const revoked = await revokeApiKey(hub, actorOf(c, hub), id);
  return isRefused(revoked) ? answerProblem(c, revoked) : c.redirect("/account?said=key-revoked", 303);
}
