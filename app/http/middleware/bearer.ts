import type { MiddlewareHandler } from "hono";
import type { Person } from "../../accounts/acting.ts";
import { isApiKeyText } from "../../accounts/programs/api-key-text.ts";
import { tokenKeys } from "../../accounts/programs/token-keys.ts";
import { useApiKey } from "../../accounts/programs/use-api-key.ts";
import { useToken } from "../../accounts/programs/use-token.ts";
import { recordFailure } from "../../accounts/record-failure.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { answerProblem } from "../problem.ts";
import { visitOf } from "../visit.ts";

/**
 * Finds out in whose name a program asks: by an API key or a token (RFC 6750). Any other scheme is somebody else's,
 * such as the `Basic` of a proxy with a password of its own, and says nothing about the visitor.
 */
export function bearer(hub: Hub): MiddlewareHandler<HubEnv> {
  const find = finder(hub);
  return async (c, next) => {
    const sent = bearerOf(c);
    if (sent !== undefined) {
      const person = await find(c, sent);
      if (person === undefined) return refused(c, hub, sent);
      c.set("person", person);
    }
    await next();
    // Each 401 says how to come in (RFC 9110, section 15.5.2).
    if (c.res.status === 401) c.res.headers.set("WWW-Authenticate", "Bearer");
    return undefined;
  };
}

/** What stands after `Bearer`; undefined when nothing of the kind was sent. */
export function bearerOf(c: HubContext): string | undefined {
  const found = /^bearer(?: +(.*))?$/i.exec(c.req.header("authorization") ?? "");
  return found === null ? undefined : (found[1] ?? "").trim();
}

function finder(hub: Hub): (c: HubContext, sent: string) => Promise<Person | undefined> {
  const checking = { db: hub.db, clock: hub.clock, keys: tokenKeys(hub.secretKey) };
  return async (c, sent) =>
    isApiKeyText(sent) ? useApiKey(hub, sent, visitOf(c, hub)) : useToken(checking, sent, hub.origin);
}

async function refused(c: HubContext, hub: Hub, sent: string): Promise<Response> {
  await recordFailure(hub, visitOf(c, hub), isApiKeyText(sent) ? "api-key" : "token");
  return answerProblem(c, refuse("bad-bearer"), { "WWW-Authenticate": 'Bearer error="invalid_token"' });
}
