import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Hub, HubContext } from "./context.ts";

export const LOCALE_COOKIE = "locale";
export const THEME_COOKIE = "theme";

type Seen = Pick<Hub, "origin" | "door">;

/**
 * Cookies ignore ports, so another app on the same board shares the jar: the name is our own. On https the name
 * itself makes browsers refuse the cookie from anywhere but this host over TLS (RFC 6265bis, `__Host-`); an onion
 * visitor's is never mistaken for one of the LAN.
 */
function sessionCookie({ origin, door }: Seen): string {
  if (origin.startsWith("https:")) return "__Host-satoshop_sid";
  return door.kind === "onion" ? "satoshop_onion_sid" : "satoshop_sid";
}

/** Host-only and out of reach of scripts; sent over TLS alone where the hub has it. */
function attributes({ origin }: Seen) {
  return { path: "/", httpOnly: true, sameSite: "Lax", secure: origin.startsWith("https:") } as const;
}

export function readSessionCookie(c: HubContext, hub: Seen): string | undefined {
  return c.req.header("cookie") === undefined ? undefined : getCookie(c, sessionCookie(hub));
}

export function setSessionCookie(
  c: HubContext,
  hub: Seen & Pick<Hub, "clock">,
  { token, expiresAtMs }: { token: string; expiresAtMs: bigint },
): void {
  const maxAge = Number((expiresAtMs - hub.clock()) / 1000n);
  setCookie(c, sessionCookie(hub), token, { ...attributes(hub), maxAge });
}

export function clearSessionCookie(c: HubContext, hub: Seen): void {
  deleteCookie(c, sessionCookie(hub), attributes(hub));
}

const YEAR_SECONDS = 31_536_000;

/** Keeps a choice such as the language in this browser for a year. */
export function setChoiceCookie(c: HubContext, hub: Seen, name: string, value: string): void {
  setCookie(c, name, value, { ...attributes(hub), maxAge: YEAR_SECONDS });
}
