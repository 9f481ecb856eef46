import { Hono } from "hono";
import { editStall } from "../../../catalog/edit-stall.ts";
import { findStall } from "../../../catalog/find-stall.ts";
import { findStallTerms } from "../../../catalog/find-stall-terms.ts";
import type { StallTerms } from "../../../catalog/find-stall-terms.ts";
import type { Stall } from "../../../catalog/product.ts";
import { setSign } from "../../../catalog/set-sign.ts";
import { isInvalid } from "../../../catalog/validate.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { stallDeskPage } from "../../../../ui/pages/desk/stall-page.ts";
import type { StallForm } from "../../../../ui/pages/desk/stall-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { formErrors } from "../field-errors.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import type { SentForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { AtDesk } from "./open-desk.ts";
import { readTerms, termsForm, termsFrom } from "./stall-terms.ts";

/** The stall itself: its words, its sign, whether it is open. */
export function deskStallRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/stall",
    at.read((c, desk) => showStall(c, hub, desk)),
  );
  routes.post(
    "/stall",
    at.edit((c, desk) => edit(c, hub, desk)),
  );
  routes.post(
    "/stall/pictures",
    at.edit((c, desk) => hang(c, hub, desk)),
  );
  routes.post(
    "/stall/sign/remove",
    at.edit((c, desk) => takeDown(c, hub, desk)),
  );
  return routes;
}

type Tried = { form?: StallForm; errors: readonly FormError[] };

async function showStall(c: HubContext, hub: Hub, desk: Desk, tried: Tried = { errors: [] }): Promise<Response> {
  const page = pageOf(c, hub);
  const stall = await findStall(hub.db, desk.stall.id);
  if (isRefused(stall)) return answerProblem(c, stall);
  const said = tried.errors.length > 0 ? undefined : c.req.query("said");
  const notice =
    said === "saved" ? page.t("desk.stall.saved") : said === "sign" ? page.t("desk.stall.sign.saved") : undefined;
  const form = tried.form ?? formOf(stall, await findStallTerms(hub.db, stall.id));
  const text = stallDeskPage(page, { desk, stall, form, errors: tried.errors, notice });
  return showPrivate(c, text, tried.errors.length > 0 ? 422 : 200);
}

function formOf({ title, text, contact, state }: Stall, terms: StallTerms): StallForm {
  return { title, text, contact, isOpen: state === "open", terms: termsForm(terms) };
}

function readStall(sent: SentForm): StallForm {
  return {
    title: sent.text("title"),
    text: sent.text("text"),
    contact: sent.text("contact"),
    isOpen: sent.has("open"),
    terms: readTerms(sent),
  };
}

async function edit(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const { t } = pageOf(c, hub);
  const form = readStall(await readForm(c));
  const terms = termsFrom(t, form.terms);
  if (terms.errors.length > 0) return showStall(c, hub, desk, { form, errors: terms.errors });
  const { title, text, contact } = form;
  const changes = { title, text, contact, state: form.isOpen ? "open" : "closed", ...terms.changes };
  const edited = await editStall(hub.db, desk.stall.id, changes, hub.clock(), hub.random, actorOf(c, hub));
  if (isInvalid(edited))
    return showStall(c, hub, desk, { form, errors: formErrors(t, edited.errors, (pointer) => pointer.slice(1)) });
  if (isRefused(edited)) return answerProblem(c, edited);
  return c.redirect(`${desk.base}/stall?said=saved`, 303);
}

async function hang(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const { t } = pageOf(c, hub);
  const [file] = (await readForm(c)).files("picture");
  if (file === undefined)
    return showStall(c, hub, desk, { errors: [{ name: "picture", message: t("errors.field.required") }] });
  const hung = await setSign(
    hub.db,
    hub.pictures,
    desk.stall.id,
    new Uint8Array(await file.arrayBuffer()),
    hub.clock(),
    hub.random,
    actorOf(c, hub),
  );
  if (isRefused(hung))
    return showStall(c, hub, desk, { errors: [{ name: "picture", message: t(`errors.reason.${hung.reason}`) }] });
  return c.redirect(`${desk.base}/stall?said=sign`, 303);
}

async function takeDown(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const result = await setSign(
    hub.db,
    hub.pictures,
    desk.stall.id,
    undefined,
    hub.clock(),
    hub.random,
    actorOf(c, hub),
  );
  return isRefused(result) ? answerProblem(c, result) : c.redirect(`${desk.base}/stall?said=saved`, 303);
}
