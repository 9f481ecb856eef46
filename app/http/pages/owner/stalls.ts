import { Hono } from "hono";
import { invite } from "../../../accounts/invite.ts";
import { findStall } from "../../../catalog/find-stall.ts";
import { listStalls } from "../../../catalog/list-stalls.ts";
import { openStall } from "../../../catalog/open-stall.ts";
import { isInvalid } from "../../../catalog/validate.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { invitedPage, stallsPage } from "../../../../ui/pages/owner/stalls-page.ts";
import type { NewStallForm } from "../../../../ui/pages/owner/stalls-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { formErrors } from "../field-errors.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import { shopAddress } from "../../addresses.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const SHOWN = 100;

/** All stalls, open or closed; new ones, and invitations for their sellers. */
export function ownerStallRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/stalls", requires("hub.read"), (c) => showStalls(c, hub));
  routes.post("/stalls", requires("stalls.open"), (c) => open(c, hub));
  routes.post("/stalls/:stall/invite", requires("sellers.invite"), (c) => inviteSeller(c, hub, c.req.param("stall")));
  return routes;
}

type Tried = { form: NewStallForm; errors: readonly FormError[] };

async function showStalls(c: HubContext, hub: Hub, tried?: Tried): Promise<Response> {
  const page = pageOf(c, hub);
  const stalls = await listStalls(hub.db, { limit: SHOWN, withClosed: true });
  if (isRefused(stalls)) return answerProblem(c, stalls);
  const opened = tried === undefined ? stalls.items.find(({ slug }) => slug === c.req.query("opened")) : undefined;
  const text = stallsPage(page, {
    stalls: stalls.items,
    form: tried?.form ?? { title: "", slug: "", contact: "" },
    errors: tried?.errors ?? [],
    notice: opened === undefined ? undefined : page.t("owner.stalls.opened", { stall: opened.title }),
  });
  return showPrivate(c, text, tried === undefined ? 200 : 422);
}

async function open(c: HubContext, hub: Hub): Promise<Response> {
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const form = {
    title: sent.text("title"),
    slug: sent.text("slug").trim().toLowerCase(),
    contact: sent.text("contact"),
  };
  const opened = await openStall(hub.db, form, hub.clock(), hub.random, actorOf(c, hub));
  if (isInvalid(opened))
    return showStalls(c, hub, {
      form,
      errors: inFormOrder(formErrors(t, opened.errors, (pointer) => pointer.slice(1))),
    });
  if (isRefused(opened))
    return showStalls(c, hub, { form, errors: [{ name: "slug", message: t(`errors.reason.${opened.reason}`) }] });
  return c.redirect(`/owner/stalls?opened=${opened.slug}`, 303);
}

/** The rules look at the address first, people at the name. */
function inFormOrder(errors: readonly FormError[]): FormError[] {
  return errors.toSorted((a, b) => Number(a.name === "slug") - Number(b.name === "slug"));
}

/** The link is in the answer alone: no address, no history and no log ever holds it. */
async function inviteSeller(c: HubContext, hub: Hub, stallId: string): Promise<Response> {
  const stall = await findStall(hub.db, stallId);
  if (isRefused(stall)) return answerProblem(c, stall);
  const guest = { role: "seller", stallId: stall.id } as const;
  const { token, expiresAtMs } = await invite(hub, guest, actorOf(c, hub));
  return showPrivate(
    c,
    invitedPage(pageOf(c, hub), { stall, link: `${shopAddress(c, hub)}/join#${token}`, expiresAtMs }),
  );
}
