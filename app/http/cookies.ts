import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { isOnion } from "../domain/door.ts";
import type { Hub, HubContext } from "./context.ts";

export const LOCALE_COOKIE = "locale";
export const THEME_COOKIE = "theme";

type Seen = Pick<Hub, "origin" | "door">;

/** `sid` is the session's; `mail` and `key` bind what was asked for by mail, or of a key, to the browser that asked. */
type OwnCookie = "sid" | "mail" | "key";

/**
 * Cookies ignore ports, so another app on the same board shares the jar: the name is our own. On https the name
 * itself makes browsers refuse the cookie from anywhere but this host over TLS (RFC 6265bis, `__Host-`); an onion
 * visitor's is never mistaken for one of the LAN.
 */
function nameOf(cookie: OwnCookie, { origin, door }: Seen): string {
  if (origin.startsWith("https:")) return `__Host-satoshop_${cookie}`;
  return isOnion(door.kind) ? `satoshop_onion_${cookie}` : `satoshop_${cookie}`;
}

/** Host-only and out of reach of scripts; sent over TLS alone where the hub has it. */
function attributes({ origin }: Seen) {
  return { path: "/", httpOnly: true, sameSite: "Lax", secure: origin.startsWith("https:") } as const;
}

function readOwn(c: HubContext, hub: Seen, cookie: OwnCookie): string | undefined {
  return c.req.header("cookie") === undefined ? undefined : getCookie(c, nameOf(cookie, hub));
}

/** Browsers keep no cookie for longer (RFC 6265bis), and a clock that was set back makes 56 years of a day. */
const LONGEST_SECONDS = 34_560_000;

function setOwn(c: HubContext, hub: Seen & Pick<Hub, "clock">, cookie: OwnCookie, kept: Kept): void {
  const leftSeconds = Number((kept.expiresAtMs - hub.clock()) / 1000n);
  const maxAge = Math.min(leftSeconds, LONGEST_SECONDS);
  setCookie(c, nameOf(cookie, hub), kept.token, { ...attributes(hub), maxAge });
}

type Kept = { token: string; expiresAtMs: bigint };

export function readSessionCookie(c: HubContext, hub: Seen): string | undefined {
  return readOwn(c, hub, "sid");
}

export function setSessionCookie(c: HubContext, hub: Seen & Pick<Hub, "clock">, session: Kept): void {
  setOwn(c, hub, "sid", session);
}

export function clearSessionCookie(c: HubContext, hub: Seen): void {
  deleteCookie(c, nameOf("sid", hub), attributes(hub));
}

/** 256 bits as base64url; anything else is not worth asking the database about. */
const SECRET = /^[\w-]{43}$/;

/** What was asked for by mail in this browser; undefined when nothing was. */
export function readMailCookie(c: HubContext, hub: Seen): string | undefined {
  const kept = readOwn(c, hub, "mail");
  return kept !== undefined && SECRET.test(kept) ? kept : undefined;
}

export function setMailCookie(c: HubContext, hub: Seen & Pick<Hub, "clock">, request: Kept): void {
  setOwn(c, hub, "mail", request);
}

export function clearMailCookie(c: HubContext, hub: Seen): void {
  deleteCookie(c, nameOf("mail", hub), attributes(hub));
}

/** The browser in which keys are asked something; undefined when none was. */
export function readKeyCookie(c: HubContext, hub: Seen): string | undefined {
  const kept = readOwn(c, hub, "key");
  return kept !== undefined && SECRET.test(kept) ? kept : undefined;
}

export function setKeyCookie(c: HubContext, hub: Seen & Pick<Hub, "clock">, browser: Kept): void {
  setOwn(c, hub, "key", browser);
}

const YEAR_SECONDS = 31_536_000;

/** Keeps a choice such as the language in this browser for a year. */
export function setChoiceCookie(c: HubContext, hub: Seen, name: string, value: string): void {
  setCookie(c, name, value, { ...attributes(hub), maxAge: YEAR_SECONDS });
}
