import { getCookie } from "hono/cookie";
import type { Locale } from "../../../ui/i18n/choose.ts";
import { formatFor } from "../../../ui/i18n/format.ts";
import { translatorFor } from "../../../ui/i18n/translate.ts";
import type { Page } from "../../../ui/page.ts";
import type { Permission } from "../../domain/permissions.ts";
import type { Hub, HubContext } from "../context.ts";
import { adminAddress, originOf } from "../addresses.ts";
import { refusalFor } from "../middleware/requires.ts";
import { BASKET_COOKIE, countThings, readBasket } from "./basket-cookie.ts";
import type { BasketEntry } from "./basket-cookie.ts";

/** Times are told as the clock on the shop's wall tells them. */
const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const translators = { en: translatorFor("en"), ko: translatorFor("ko") };

/** What every piece of the page for this request shares. */
export function pageOf(c: HubContext, hub: Hub, basket: readonly BasketEntry[] = basketOf(c)): Page {
  const locale = c.get("locale");
  const person = c.get("person");
  return {
    locale,
    t: translators[locale],
    format: formatFor(locale, timeZone),
    theme: c.get("theme") ?? "auto",
    mode: hub.mode,
    assets: hub.assets,
    path: pathOf(c),
    origin: originOf(c, hub),
    hubName: hub.hubName,
    basketCount: countThings(basket),
    viewer: {
      isSeller: person?.role === "seller",
      isSignedIn: person !== undefined,
      adminAddress: may(c, "hub.read") ? adminAddress(c, hub) : undefined,
      may: (permission) => may(c, permission),
      hasProved: person?.session?.isFresh === true,
    },
    nowMs: Number(hub.clock()),
  };
}

/** The same in the language that a person wants paper and letters in; without such a wish, in the browser's. */
export function pageIn(c: HubContext, hub: Hub, locale: Locale | ""): Page {
  const page = pageOf(c, hub);
  return locale === "" ? page : { ...page, locale, t: translators[locale], format: formatFor(locale, timeZone) };
}

function may(c: HubContext, permission: Permission): boolean {
  const refusal = refusalFor(c, permission);
  return refusal === undefined || refusal.reason === "confirm-first";
}

/** What this browser has chosen so far. */
export function basketOf(c: HubContext): BasketEntry[] {
  return c.req.header("cookie") === undefined ? [] : readBasket(getCookie(c, BASKET_COOKIE));
}

/** Their addresses carry what counts once: nobody comes back to it, and no page hands it on. */
const ANSWERS_OF_KEYS = new Set(["/sign-in/google/back", "/lnurl-auth"]);

/** Where a switch of language or brightness comes back to; a form's answer has no address to come back to. */
function pathOf(c: HubContext): string {
  if (c.req.method !== "GET") return "/";
  const { pathname, search } = new URL(c.req.url);
  return ANSWERS_OF_KEYS.has(pathname) ? "/sign-in" : `${pathname}${search}`;
}
