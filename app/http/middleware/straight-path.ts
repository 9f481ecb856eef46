import type { MiddlewareHandler } from "hono";
import { refuse } from "../../domain/refusal.ts";
import type { HubEnv } from "../context.ts";
import { answerProblem } from "../problem.ts";

/** Dots that stand for this folder or the one above, also when written with escapes, and a backslash, which is a slash. */
const DETOUR = /\\|(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/**
 * Refuses a path that leads elsewhere than it says. Browsers tidy paths up before they ask; a proxy in front that lets
 * some paths in and others not (Umbrel's, nginx) looks at what was sent, while here it would be read tidied up.
 */
export function straightPath(): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    const [path = ""] = (c.env?.incoming?.url ?? "").split("?");
    return DETOUR.test(path) ? answerProblem(c, refuse("malformed-request")) : next();
  };
}
