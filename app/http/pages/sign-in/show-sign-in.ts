import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { RefusalReason } from "../../../domain/refusal.ts";
import { refusals } from "../../../domain/refusal.ts";
import { signInPage } from "../../../../ui/pages/sign-in/sign-in-page.ts";
import type { Hub, HubContext } from "../../context.ts";
import { keyWays } from "../keys/ways.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** Every way in, and why the last try was not taken. */
export function showSignIn(
  c: HubContext,
  hub: Hub,
  { wanted, problem, mistyped }: { wanted: string; problem?: RefusalReason; mistyped?: string },
  status: ContentfulStatusCode = problem === undefined ? 200 : refusals[problem][0],
): Response {
  const text = signInPage(pageOf(c, hub), {
    wanted,
    ways: keyWays(c, hub),
    sendsMail: hub.sendsMail,
    bot: hub.botName(),
    mistyped,
    problem,
  });
  return showPrivate(c, text, status);
}
