import { deleteCookie, setCookie } from "hono/cookie";
import type { Hub, HubContext } from "./context.ts";

/** Cookies ignore ports, so another app on the same board shares the jar: the name is our own. */
export const SESSION_COOKIE = "satoshop_sid";
export const LOCALE_COOKIE = "locale";
export const THEME_COOKIE = "theme";

type SettingSeen = Pick<Hub, "origin">;

/** Host-only and out of reach of scripts; sent over TLS alone where the hub has it. */
function attributes({ origin }: SettingSeen) {
  return { path: "/", httpOnly: true, sameSite: "Lax", secure: origin.startsWith("https:") } as const;
}

export function setSessionCookie(
  c: HubContext,
  hub: Pick<Hub, "origin" | "clock">,
  token: string,
  expiresAtMs: bigint,
): void {
  const maxAge = Number((expiresAtMs - hub.clock()) / 1000n);
  setCookie(c, SESSION_COOKIE, token, { ...attributes(hub), maxAge });
}

export function clearSessionCookie(c: HubContext, hub: SettingSeen): void {
  deleteCookie(c, SESSION_COOKIE, attributes(hub));
}

const YEAR_SECONDS = 31_536_000;

/** Keeps a choice such as the language in this browser for a year. */
export function setChoiceCookie(c: HubContext, hub: SettingSeen, name: string, value: string): void {
  setCookie(c, name, value, { ...attributes(hub), maxAge: YEAR_SECONDS });
}
