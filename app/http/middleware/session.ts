import type { MiddlewareHandler } from "hono";
import { findSession } from "../../accounts/find-session.ts";
import type { Hub, HubEnv } from "../context.ts";
import { readSessionCookie } from "../cookies.ts";

/** 256 bits as base64url; anything else is not worth asking the database about. */
const TOKEN = /^[\w-]{43}$/;

/**
 * Finds out who is asking. Without a cookie it costs nothing; with an old one the person is simply not signed in.
 * A program that has shown a key or token of its own asks by that.
 */
export function session(hub: Pick<Hub, "db" | "clock" | "origin" | "door">): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    if (c.get("person") !== undefined) return next();
    const token = readSessionCookie(c, hub);
    const isToken = token !== undefined && TOKEN.test(token);
    c.set("person", isToken ? await findSession(hub.db, token, hub.clock()) : undefined);
    return next();
  };
}
