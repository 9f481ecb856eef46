import { Hono } from "hono";
import { localeOf } from "../../../ui/i18n/choose.ts";
import { ownPath } from "../../../ui/safe-url.ts";
import { LOCALE_COOKIE, THEME_COOKIE, setChoiceCookie } from "../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { readForm } from "./form.ts";

/** How a visitor wants to read the pages: kept in their browser, never here. */
export function settingRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/settings/language", requires("door.use"), (c) =>
    choose(c, hub, { cookie: LOCALE_COOKIE, field: "language", isKnown: (value) => localeOf(value) === value }),
  );
  routes.post("/settings/theme", requires("door.use"), (c) =>
    choose(c, hub, { cookie: THEME_COOKIE, field: "theme", isKnown: (value) => THEMES.has(value) }),
  );
  return routes;
}

const THEMES = new Set(["auto", "light", "dark"]);

type Choice = { cookie: string; field: string; isKnown: (value: string) => boolean };

/** Back to where the switch was pressed, but only within this hub. */
async function choose(c: HubContext, hub: Hub, { cookie, field, isKnown }: Choice): Promise<Response> {
  const form = await readForm(c);
  const value = form.text(field);
  if (isKnown(value)) setChoiceCookie(c, hub, cookie, value);
  return c.redirect(ownPath(form.text("return")), 303);
}
