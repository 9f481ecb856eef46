import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { findSession } from "../../accounts/find-session.ts";
import type { Hub, HubEnv } from "../context.ts";
import { SESSION_COOKIE } from "../cookies.ts";

/** 256 bits as base64url; anything else is not worth asking the database about. */
const TOKEN = /^[\w-]{43}$/;

/** Finds out who is asking. Without a cookie it costs nothing; with an old one the person is simply not signed in. */
export function session({ db, clock }: Pick<Hub, "db" | "clock">): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    const token = c.req.header("cookie") === undefined ? undefined : getCookie(c, SESSION_COOKIE);
    const isToken = token !== undefined && TOKEN.test(token);
    c.set("person", isToken ? await findSession(db, token, clock()) : undefined);
    return next();
  };
}
