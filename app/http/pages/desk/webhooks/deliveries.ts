import { Hono } from "hono";
import { isRefused, refuse } from "../../../../domain/refusal.ts";
import { findDelivery, listDeliveries } from "../../../../webhooks/outgoing/list-deliveries.ts";
import { redeliver } from "../../../../webhooks/outgoing/send-again.ts";
import { findWebhook } from "../../../../webhooks/outgoing/webhook.ts";
import type { Translate } from "../../../../../ui/i18n/translate.ts";
import type { Desk } from "../../../../../ui/pages/desk/frame.ts";
import { messagePage } from "../../../../../ui/pages/desk/webhooks/message-page.ts";
import { webhookPage } from "../../../../../ui/pages/desk/webhooks/webhook-page.ts";
import { DELIVERY, deliveryState } from "../../../api/webhook.ts";
import type { Hub, HubContext, HubEnv } from "../../../context.ts";
import { answerProblem } from "../../../problem.ts";
import { actorOf } from "../../../visit.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";
import type { AtDesk } from "../open-desk.ts";
import { whichOf } from "./webhooks.ts";

const SHOWN = 25;

/** One webhook with its log, and each message in it. */
export function deliveryRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/:id",
    at.read((c, desk) => showWebhook(c, hub, desk)),
  );
  routes.get(
    "/:id/deliveries/:delivery",
    at.read((c, desk) => showMessage(c, hub, desk)),
  );
  routes.post(
    "/:id/deliveries/:delivery/again",
    at.edit((c, desk) => sendAgain(c, hub, desk)),
  );
  return routes;
}

async function showWebhook(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const page = pageOf(c, hub);
  const { stallId, id } = whichOf(c, desk);
  const webhook = await findWebhook(hub.db, stallId, id, hub.clock());
  if (isRefused(webhook)) return answerProblem(c, webhook);
  const { data: state } = deliveryState.safeParse(c.req.query("state"));
  const before = beforeFrom(c);
  const log = await listDeliveries(hub.db, { webhookId: id, state, before, limit: SHOWN });
  const said = { notice: noticeOf(c, page.t), warning: warningOf(c, page.t) };
  return showPrivate(
    c,
    webhookPage(page, { desk, webhook, ...log, state, isFirstPage: before === undefined, ...said }),
  );
}

function beforeFrom(c: HubContext): string | undefined {
  const before = c.req.query("before");
  return before !== undefined && DELIVERY.test(before) ? before : undefined;
}

function noticeOf(c: HubContext, t: Translate): string | undefined {
  const said = c.req.query("said");
  return said === "saved" || said === "on" || said === "off" || said === "test" || said === "again"
    ? t(`webhooks.said.${said}`)
    : undefined;
}

function warningOf(c: HubContext, t: Translate): string | undefined {
  return c.req.query("said") === "webhook-off" ? t("errors.reason.webhook-off") : undefined;
}

function deliveryOf(c: HubContext): string {
  const text = c.req.param("delivery") ?? "";
  return DELIVERY.test(text) ? text : "";
}

async function showMessage(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const page = pageOf(c, hub);
  const { stallId, id } = whichOf(c, desk);
  const webhook = await findWebhook(hub.db, stallId, id, hub.clock());
  if (isRefused(webhook)) return answerProblem(c, webhook);
  const delivery = await findDelivery(hub.db, id, deliveryOf(c));
  if (delivery === undefined) return answerProblem(c, refuse("unknown-delivery"));
  return showPrivate(c, messagePage(page, { desk, webhook, delivery, notice: noticeOf(c, page.t) }));
}

async function sendAgain(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const which = whichOf(c, desk);
  const here = `${desk.base}/webhooks/${which.id}`;
  const queued = await redeliver(hub, actorOf(c, hub), { ...which, deliveryId: deliveryOf(c) });
  if (!isRefused(queued)) return c.redirect(`${here}/deliveries/${queued.id}?said=again`, 303);
  return queued.reason === "webhook-off" ? c.redirect(`${here}?said=webhook-off`, 303) : answerProblem(c, queued);
}
