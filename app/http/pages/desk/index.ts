import { Hono } from "hono";
import type { Hub, HubEnv } from "../../context.ts";
import { deskMoneyRoutes } from "./money.ts";
import { payoutRoutes } from "./payout.ts";
import { tokenPayoutRoutes } from "./token-payout.ts";
import { planRoutes } from "./plan.ts";
import { nowRoutes } from "./now.ts";
import { deskHandlers } from "./open-desk.ts";
import type { DeskAt } from "./open-desk.ts";
import { deskOrderRoutes } from "./orders.ts";
import { pictureRoutes } from "./pictures.ts";
import { deskRefundRoutes } from "./refund.ts";
import { deskProductRoutes } from "./products.ts";
import { deskStallRoutes } from "./stall.ts";
import { deskStatementRoutes } from "./statement.ts";
import { deliveryRoutes } from "./webhooks/deliveries.ts";
import { webhookRoutes } from "./webhooks/webhooks.ts";

/** Everything at one desk; `deskAt` says whose it is. */
export function deskRoutes(hub: Hub, deskAt: DeskAt): Hono<HubEnv> {
  const at = deskHandlers(hub, deskAt);
  return new Hono<HubEnv>()
    .route("/", nowRoutes(hub, at))
    .route("/", deskOrderRoutes(hub, at))
    .route("/", deskRefundRoutes(hub, at))
    .route("/", deskProductRoutes(hub, at))
    .route("/", pictureRoutes(hub, at))
    .route("/", deskMoneyRoutes(hub, at))
    .route("/", tokenPayoutRoutes(hub, at))
    .route("/", payoutRoutes(hub, at))
    .route("/", planRoutes(hub, at))
    .route("/", deskStatementRoutes(hub, at))
    .route("/", deskStallRoutes(hub, at))
    .route("/webhooks", webhookRoutes(hub, at))
    .route("/webhooks", deliveryRoutes(hub, at));
}
