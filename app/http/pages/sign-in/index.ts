import { Hono } from "hono";
import { ownPath } from "../../../../ui/safe-url.ts";
import { signInPage } from "../../../../ui/pages/sign-in/sign-in-page.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** The ways in. */
export function signInRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/", requires("door.use"), (c) => {
    const wanted = c.req.query("wanted");
    return showPrivate(c, signInPage(pageOf(c, hub), { wanted: wanted === undefined ? "" : ownPath(wanted) }));
  });
  return routes;
}
