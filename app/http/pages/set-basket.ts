import { deleteCookie, setCookie } from "hono/cookie";
import type { Hub, HubContext } from "../context.ts";
import { BASKET_COOKIE, writeBasket } from "./basket-cookie.ts";
import type { BasketEntry } from "./basket-cookie.ts";

const MONTH_SECONDS = 2_592_000;

/** Leaves the basket with the browser for a month; an empty one leaves nothing. */
export function setBasket(c: HubContext, hub: Pick<Hub, "origin">, basket: readonly BasketEntry[]): void {
  const attributes = { path: "/", httpOnly: true, sameSite: "Lax", secure: hub.origin.startsWith("https:") } as const;
  if (basket.length === 0) deleteCookie(c, BASKET_COOKIE, attributes);
  else setCookie(c, BASKET_COOKIE, writeBasket(basket), { ...attributes, maxAge: MONTH_SECONDS });
}
