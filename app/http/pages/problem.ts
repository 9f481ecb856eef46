import type { ContentfulStatusCode } from "hono/utils/http-status";
import { problemPage } from "../../../ui/pages/problem-page.ts";
import type { Hub, HubContext } from "../context.ts";
import type { Problem } from "../problem.ts";
import { pageOf } from "./page-of.ts";
import { showPrivate } from "./show.ts";
import { showSignIn } from "./sign-in/show-sign-in.ts";

/** Shows a problem to a person: what happened, what it means for their money, what to do now. */
export function renderProblem(hub: Hub): (c: HubContext, problem: Problem) => Response {
  return (c, problem) => {
    const page = pageOf(c, hub);
    // The statuses of problems all carry a body.
    const status = problem.status as ContentfulStatusCode;
    if (problem.status === 401) return showSignIn(c, hub, { wanted: wantedIn(c) }, status);
    const retryAfter = Number(c.res.headers.get("retry-after") ?? "");
    const retryMs = retryAfter > 0 ? { retryMs: retryAfter * 1000 } : {};
    return showPrivate(c, problemPage(page, { problem, ...retryMs }), status);
  };
}

/** Where the person wanted to go; a form that was refused cannot be sent again for them. */
function wantedIn(c: HubContext): string {
  if (c.req.method !== "GET") return "";
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
}
