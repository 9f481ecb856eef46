import { Hono } from "hono";
import { isInvalid } from "../../../../catalog/validate.ts";
import { isId } from "../../../../domain/ids.ts";
import { isRefused, refusals } from "../../../../domain/refusal.ts";
import type { Refused } from "../../../../domain/refusal.ts";
import { addWebhook } from "../../../../webhooks/outgoing/add-webhook.ts";
import {
  deleteWebhook,
  editWebhook,
  rotateWebhook,
  showWebhookSecrets,
  switchWebhookOff,
  switchWebhookOn,
} from "../../../../webhooks/outgoing/change-webhook.ts";
import { testWebhook } from "../../../../webhooks/outgoing/send-again.ts";
import { findWebhook, listWebhooks } from "../../../../webhooks/outgoing/webhook.ts";
import type { Desk } from "../../../../../ui/pages/desk/frame.ts";
import { editWebhookPage, newWebhookPage } from "../../../../../ui/pages/desk/webhooks/edit-page.ts";
import { webhooksPage } from "../../../../../ui/pages/desk/webhooks/list-page.ts";
import { givenSecretPage, secretPage } from "../../../../../ui/pages/desk/webhooks/secret-page.ts";
import type { WebhookForm } from "../../../../../ui/pages/desk/webhooks/webhook-form.ts";
import type { FormError } from "../../../../../ui/pages/labelled.ts";
import type { Hub, HubContext, HubEnv } from "../../../context.ts";
import { answerProblem } from "../../../problem.ts";
import { actorOf } from "../../../visit.ts";
import { readForm } from "../../form.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";
import type { AtDesk } from "../open-desk.ts";
import { EMPTY_WEBHOOK, formErrorsOf, formOf, readWebhook, wantedIn } from "./webhook-forms.ts";

/** A stall's webhooks, and what is done with one. */
export function webhookRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/",
    at.read((c, desk) => showList(c, hub, desk)),
  );
  routes.get(
    "/new",
    at.connect((c, desk) => showNew(c, hub, desk, { form: EMPTY_WEBHOOK, errors: [] })),
  );
  routes.post(
    "/",
    at.connect((c, desk) => add(c, hub, desk)),
  );
  routes.get(
    "/:id/edit",
    at.connect((c, desk) => showEdit(c, hub, desk)),
  );
  routes.post(
    "/:id",
    at.connect((c, desk) => edit(c, hub, desk)),
  );
  routes.get(
    "/:id/secret",
    at.connect((c, desk) => showSecret(c, hub, desk)),
  );
  routes.post(
    "/:id/secret",
    at.connect((c, desk) => give(c, hub, desk, "shown")),
  );
  routes.post(
    "/:id/rotate",
    at.connect((c, desk) => give(c, hub, desk, "rotated")),
  );
  for (const [doing, act] of [
    ["on", switchWebhookOn],
    ["off", switchWebhookOff],
    ["test", testWebhook],
  ] as const)
    routes.post(
      `/:id/${doing}`,
      at.edit(async (c, desk) => {
        const which = whichOf(c, desk);
        const done = await act(hub, actorOf(c, hub), which);
        if (isRefused(done) && done.reason !== "webhook-off") return answerProblem(c, done);
        const said = isRefused(done) ? done.reason : doing;
        return c.redirect(`${desk.base}/webhooks/${which.id}?said=${said}`, 303);
      }),
    );
  routes.post(
    "/:id/delete",
    at.connect((c, desk) => remove(c, hub, desk)),
  );
  return routes;
}

/** Text that is no id names nothing. */
export function whichOf(c: HubContext, { stall }: Desk): { stallId: string; id: string } {
  const text = c.req.param("id") ?? "";
  return { stallId: stall.id, id: isId("whk", text) ? text : "" };
}

async function showList(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const page = pageOf(c, hub);
  const webhooks = await listWebhooks(hub.db, desk.stall.id, hub.clock());
  const notice = c.req.query("said") === "deleted" ? page.t("webhooks.said.deleted") : undefined;
  return showPrivate(c, webhooksPage(page, { desk, webhooks, notice }));
}

type Tried = { form: WebhookForm; errors: readonly FormError[] };

function showNew(c: HubContext, hub: Hub, desk: Desk, tried: Tried, status: 200 | 409 | 422 = 200): Response {
  return showPrivate(c, newWebhookPage(pageOf(c, hub), { desk, ...tried }), status);
}

/** The secrets are in the answer alone: no address, no history and no log ever holds them. */
async function add(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const page = pageOf(c, hub);
  const form = readWebhook(await readForm(c));
  const added = await addWebhook(hub, actorOf(c, hub), desk.stall.id, wantedIn(form));
  if (isInvalid(added)) return showNew(c, hub, desk, { form, errors: formErrorsOf(page.t, added) }, 422);
  if (isRefused(added))
    return showNew(c, hub, desk, { form, errors: [aboutUrl(c, hub, added)] }, refusals[added.reason][0]);
  return showPrivate(c, givenSecretPage(page, { desk, why: "made", ...added }));
}

function aboutUrl(c: HubContext, hub: Hub, { reason }: Refused): FormError {
  return { name: "url", message: pageOf(c, hub).t(`errors.reason.${reason}`) };
}

async function showEdit(c: HubContext, hub: Hub, desk: Desk, tried?: Tried): Promise<Response> {
  const { stallId, id } = whichOf(c, desk);
  const found = await findWebhook(hub.db, stallId, id, hub.clock());
  if (isRefused(found)) return answerProblem(c, found);
  const shown = tried ?? { form: formOf(found), errors: [] };
  return showPrivate(c, editWebhookPage(pageOf(c, hub), { desk, id, ...shown }), tried === undefined ? 200 : 422);
}

async function edit(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const which = whichOf(c, desk);
  const form = readWebhook(await readForm(c));
  const edited = await editWebhook(hub, actorOf(c, hub), which, wantedIn(form));
  if (isInvalid(edited)) return showEdit(c, hub, desk, { form, errors: formErrorsOf(pageOf(c, hub).t, edited) });
  if (isRefused(edited)) {
    if (edited.reason === "unknown-webhook") return answerProblem(c, edited);
    return showEdit(c, hub, desk, { form, errors: [aboutUrl(c, hub, edited)] });
  }
  return c.redirect(`${desk.base}/webhooks/${which.id}?said=saved`, 303);
}

async function showSecret(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const { stallId, id } = whichOf(c, desk);
  const found = await findWebhook(hub.db, stallId, id, hub.clock());
  return isRefused(found) ? answerProblem(c, found) : showPrivate(c, secretPage(pageOf(c, hub), { desk, id }));
}

async function give(c: HubContext, hub: Hub, desk: Desk, why: "shown" | "rotated"): Promise<Response> {
  const which = whichOf(c, desk);
  const given = await (why === "shown" ? showWebhookSecrets : rotateWebhook)(hub, actorOf(c, hub), which);
  if (isRefused(given)) return answerProblem(c, given);
  return showPrivate(c, givenSecretPage(pageOf(c, hub), { desk, id: which.id, why, ...given }));
}

async function remove(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const deleted = await deleteWebhook(hub, actorOf(c, hub), whichOf(c, desk));
  return isRefused(deleted) ? answerProblem(c, deleted) : c.redirect(`${desk.base}/webhooks?said=deleted`, 303);
}
