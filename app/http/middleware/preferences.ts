import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { chooseLocale } from "../../../ui/i18n/choose.ts";
import type { HubEnv } from "../context.ts";
import { LOCALE_COOKIE, THEME_COOKIE } from "../cookies.ts";

/** In which language and brightness a page is shown: as chosen here before, else as the browser asks. */
export function preferences(): MiddlewareHandler<HubEnv> {
  return (c, next) => {
    const hasCookies = c.req.header("cookie") !== undefined;
    const theme = hasCookies ? getCookie(c, THEME_COOKIE) : undefined;
    c.set(
      "locale",
      chooseLocale(hasCookies ? getCookie(c, LOCALE_COOKIE) : undefined, c.req.header("accept-language")),
    );
    c.set("theme", theme === "light" || theme === "dark" ? theme : undefined);
    return next();
  };
}
