import { Hono } from "hono";
import type { Hub, HubEnv } from "../../../context.ts";
import { invitationRoutes } from "./invitations.ts";
import { listRoutes } from "./list.ts";
import { managingRoutes } from "./manage.ts";
import { personRoutes } from "./person.ts";

/** Everybody who can sign in: finding them, letting them in, and keeping them out. */
export function peopleRoutes(hub: Hub): Hono<HubEnv> {
  return new Hono<HubEnv>()
    .route("/", listRoutes(hub))
    .route("/", invitationRoutes(hub))
    .route("/", personRoutes(hub))
    .route("/", managingRoutes(hub));
}
