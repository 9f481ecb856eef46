import { Hono } from "hono";
import type { Hub, HubEnv } from "../context.ts";
import { accountRoutes } from "./account/index.ts";
import { basketRoutes } from "./basket.ts";
import { deskRoutes } from "./desk/index.ts";
import { anyDesk, ownDesk } from "./desk/open-desk.ts";
import { formsOnly } from "./form.ts";
import { joinRoutes } from "./join.ts";
import { keepOrderRoutes } from "./keep-order.ts";
import { KeptPages } from "./kept-pages.ts";
import { marketRoutes } from "./market.ts";
import { orderRoutes } from "./order.ts";
import { phoneRoutes } from "./phone.ts";
import { placingRoutes } from "./orders.ts";
import { noNul } from "./no-nul.ts";
import { ownerRoutes } from "./owner/index.ts";
import { productRoutes } from "./products.ts";
import { recoverRoutes } from "./recover.ts";
import { signInRoutes } from "./sign-in/index.ts";
import { claimRoutes } from "./refund.ts";
import { settingRoutes } from "./settings.ts";
import { stallRoutes } from "./stalls.ts";
import { tokenPartsRoutes } from "./token-parts.ts";
import { voucherRoutes } from "./voucher.ts";

/** Every page that a person sees. All of them work as plain documents and forms. */
export function pageRoutes(hub: Hub): Hono<HubEnv> {
  const kept = new KeptPages(hub);
  const routes = new Hono<HubEnv>();
  routes.use(formsOnly());
  routes.route("/", marketRoutes(hub, kept)).route("/", stallRoutes(hub, kept)).route("/", productRoutes(hub, kept));
  routes.use(noNul());
  routes
    .route("/", basketRoutes(hub))
    .route("/", placingRoutes(hub))
    .route("/", orderRoutes(hub))
    .route("/", claimRoutes(hub))
    .route("/", voucherRoutes(hub))
    .route("/", tokenPartsRoutes(hub))
    .route("/", keepOrderRoutes(hub));
  routes.route("/sign-in", signInRoutes(hub)).route("/", recoverRoutes(hub)).route("/", phoneRoutes(hub));
  routes.route("/", joinRoutes(hub)).route("/", settingRoutes(hub));
  routes.route("/account", accountRoutes(hub)).route("/desk", deskRoutes(hub, ownDesk));
  // Behind every other door there is no such address.
  if (hub.door.hasAdmin)
    routes.route("/owner", ownerRoutes(hub)).route("/owner/stalls/:stall/desk", deskRoutes(hub, anyDesk));
  return routes;
}
