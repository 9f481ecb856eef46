import { Hono } from "hono";
import { isLastWayIn } from "../../../accounts/last-way-in.ts";
import { addAddress } from "../../../accounts/mail/add-address.ts";
import { askToAddAddress } from "../../../accounts/mail/ask-to-add-address.ts";
import { findRequest } from "../../../accounts/mail/find-request.ts";
import type { OwnRequest } from "../../../accounts/mail/request.ts";
import { listAddresses } from "../../../accounts/mail/list-addresses.ts";
import { removeAddress } from "../../../accounts/mail/remove-address.ts";
import { readMailAddress } from "../../../domain/mail-address.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import { addressesPage } from "../../../../ui/pages/mail/addresses-page.ts";
import { ownCodePage } from "../../../../ui/pages/mail/own-code-page.ts";
import { requestOverPage } from "../../../../ui/pages/mail/request-over-page.ts";
import { clearMailCookie, readMailCookie, setSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { accountPath } from "../account/account-path.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { begin, callerOf, refuseRequest } from "./caller.ts";

const BASE = "/account/addresses";

/**
 * The addresses by which a person can come in. A fresh proof is asked for before a code is sent; typing it needs no
 * other, because it counts for this person in this browser alone.
 */
export function addressRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/addresses", requires("account.add-way-in"), (c) => showAddresses(c, hub, {}));
  routes.post("/addresses", requires("account.add-way-in"), rateLimit(hub, "signIns"), (c) => ask(c, hub));
  routes.get("/addresses/code", requires("account.recover"), (c) => showCode(c, hub));
  routes.post("/addresses/code", requires("account.recover"), rateLimit(hub, "signIns"), (c) => add(c, hub));
  routes.post("/addresses/remove", requires("account.secure"), (c) => remove(c, hub));
  return routes;
}

async function showAddresses(c: HubContext, hub: Hub, { mistyped }: { mistyped?: string }): Promise<Response> {
  const person = signedIn(c);
  const emails = await listAddresses(hub.db, person.id);
  const isLast = await isLastWayIn(hub.db, person.id);
  const isWhole = person.session.scope === "full";
  const props = { emails, isLast, isWhole, home: accountPath(c), sendsMail: hub.sendsMail, mistyped };
  return showPrivate(c, addressesPage(pageOf(c, hub), props), mistyped === undefined ? 200 : 422);
}

async function ask(c: HubContext, hub: Hub): Promise<Response> {
  if (!hub.sendsMail) return refuseRequest(c, refuse("no-mail"));
  const typed = (await readForm(c)).text("address");
  const address = readMailAddress(typed);
  if (address === undefined) return showAddresses(c, hub, { mistyped: typed });
  const opened = await askToAddAddress(hub, { address, personId: signedIn(c).id }, callerOf(c, hub));
  return begin(c, hub, opened, `${BASE}/code`);
}

/** What this browser waits for, as long as it can still come to something. */
async function waitingIn(c: HubContext, hub: Hub): Promise<OwnRequest | undefined> {
  const browser = readMailCookie(c, hub);
  const request = browser === undefined ? undefined : await findRequest(hub, browser, ["add-address"]);
  return request?.state === "over" ? undefined : request;
}

async function showCode(c: HubContext, hub: Hub, problem?: "wrong-code"): Promise<Response> {
  const request = await waitingIn(c, hub);
  if (request === undefined) return showOver(c, hub);
  const props = {
    purpose: "add-address",
    address: request.address,
    action: `${BASE}/code`,
    back: BASE,
    problem,
  } as const;
  return showPrivate(c, ownCodePage(pageOf(c, hub), props), problem === undefined ? 200 : refusals[problem][0]);
}

function showOver(c: HubContext, hub: Hub): Response {
  return showPrivate(c, requestOverPage(pageOf(c, hub), { again: BASE }), refusals["request-over"][0]);
}

async function add(c: HubContext, hub: Hub): Promise<Response> {
  const browser = readMailCookie(c, hub) ?? "";
  const typed = (await readForm(c)).text("code");
  const { session } = signedIn(c);
  const added = await addAddress(hub, actorOf(c, hub), { browser, typed, sessionId: session.id });
  if (isRefused(added)) {
    if (added.reason === "wrong-code") return showCode(c, hub, added.reason);
    return added.reason === "request-over" ? showOver(c, hub) : refuseRequest(c, added);
  }
  clearMailCookie(c, hub);
  setSessionCookie(c, hub, added.session);
  return c.redirect(`${accountPath(c)}?said=address-added`, 303);
}

async function remove(c: HubContext, hub: Hub): Promise<Response> {
  const address = (await readForm(c)).text("address");
  const removed = await removeAddress(hub, actorOf(c, hub), address);
  return isRefused(removed) ? answerProblem(c, removed) : c.redirect("/account?said=address-removed", 303);
}
