import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isRefused } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { HubContext } from "../context.ts";
import { answerProblem } from "../problem.ts";

/** A page about one person: no cache and no history keeps it. */
export function showPrivate(c: HubContext, text: string, status: ContentfulStatusCode = 200): Response {
  c.header("Cache-Control", "no-store");
  return c.html(text, status);
}

/** A page that everybody may see, in the language and brightness of this visitor; or why there is none. */
export function showPublic(c: HubContext, text: string | Refused): Response | Promise<Response> {
  if (isRefused(text)) return answerProblem(c, text);
  c.header("Cache-Control", "private, no-cache");
  c.header("Vary", "Cookie, Accept-Language");
  return c.html(text);
}
