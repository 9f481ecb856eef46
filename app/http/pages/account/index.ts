import { Hono } from "hono";
import type { Hub, HubEnv } from "../../context.ts";
import { ownKeyRoutes } from "../keys/own-keys.ts";
import { addressRoutes } from "../mail/addresses.ts";
import { confirmByMailRoutes } from "../mail/confirm.ts";
import { confirmByTelegramRoutes } from "../telegram/confirm.ts";
import { linkTelegramRoutes } from "../telegram/link.ts";
import { confirmRoutes } from "./confirm.ts";
import { deviceRoutes } from "./devices.ts";
import { myDataRoutes } from "./my-data.ts";
import { ownAccountRoutes } from "./own-account.ts";
import { ownOrderRoutes } from "./orders.ts";
import { accountPhoneRoutes } from "./phone.ts";
import { accountRecoverRoutes } from "./recover.ts";
import { programPageRoutes } from "./programs.ts";
import { sheetRoutes } from "./sheet.ts";

/** A person's own pages: who they are here, and by what they can come in. */
export function accountRoutes(hub: Hub): Hono<HubEnv> {
  return new Hono<HubEnv>()
    .route("/", ownAccountRoutes(hub))
    .route("/", deviceRoutes(hub))
    .route("/", confirmRoutes(hub))
    .route("/confirm", confirmByMailRoutes(hub))
    .route("/confirm", confirmByTelegramRoutes(hub))
    .route("/", linkTelegramRoutes(hub))
    .route("/", addressRoutes(hub))
    .route("/", ownOrderRoutes(hub))
    .route("/", sheetRoutes(hub))
    .route("/", programPageRoutes(hub))
    .route("/", accountRecoverRoutes(hub))
    .route("/", accountPhoneRoutes(hub))
    .route("/", myDataRoutes(hub))
    .route("/keys", ownKeyRoutes(hub));
}
