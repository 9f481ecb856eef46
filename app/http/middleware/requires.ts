import type { MiddlewareHandler } from "hono";
import { mayDo, ruleOf } from "../../domain/permissions.ts";
import type { Permission } from "../../domain/permissions.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { HubContext, HubEnv } from "../context.ts";
import { answerProblem } from "../problem.ts";

const declared = new WeakMap<object, Permission>();

/** Lets through who may: the first thing on every route, so that a test can ask each route for its permission. */
export function requires(permission: Permission): MiddlewareHandler<HubEnv> {
  return declare(permission, async (c, next) => {
    const refusal = refusalFor(c, permission);
    return refusal === undefined ? next() : answerProblem(c, refusal, challengeOf(refusal, permission));
  });
}

/** Tells a program which scope it lacks (RFC 6750, section 3.1). */
function challengeOf({ reason }: Refused, permission: Permission): Record<string, string> {
  return reason === "out-of-scope"
    ? { "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${permission}"` }
    : {};
}

/** Notes which permission a handler asks for by itself. */
export function declare<Handler extends object>(permission: Permission, handler: Handler): Handler {
  declared.set(handler, permission);
  return handler;
}

export function permissionOf(handler: object): Permission | undefined {
  return declared.get(handler);
}

/** Why this request may not; undefined when it may. */
export function refusalFor(
  c: HubContext,
  permission: Permission,
): Refused<"not-signed-in" | "not-allowed" | "out-of-scope" | "recovery-only" | "confirm-first"> | undefined {
  const person = c.get("person");
  const { who, inRecovery, isFresh } = ruleOf(permission);
  if (who === "everybody") return undefined;
  if (person === undefined) return refuse("not-signed-in");
  if (!mayDo(person.role, permission)) return refuse("not-allowed");
  if (person.scopes?.includes(permission) === false) return refuse("out-of-scope");
  if (person.session?.scope === "recovery" && inRecovery !== true) return refuse("recovery-only");
  return isFresh === true && person.session?.isFresh !== true ? refuse("confirm-first") : undefined;
}
