import { Hono } from "hono";
import { redeemSheet } from "../../accounts/backup/redeem-sheet.ts";
import { isPin, readPin } from "../../domain/pin.ts";
import { isRefused, refusals } from "../../domain/refusal.ts";
import { readSheetCode } from "../../domain/sheet-code.ts";
import { recoverPage } from "../../../ui/pages/sign-in/recover-page.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { enter } from "../enter.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";
import { visitOf } from "../visit.ts";
import { readForm } from "./form.ts";
import { pageOf } from "./page-of.ts";
import { showPrivate } from "./show.ts";

/** Where a backup sheet and its PIN let its person back in. */
export function recoverRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const here = "/recover";
  routes.get(here, requires("door.use"), (c) => showPrivate(c, recoverPage(pageOf(c, hub), { code: "" })));
  routes.post(here, requires("door.use"), rateLimit(hub, "recoveries"), rateLimit(hub, "doorRecoveries", "door"), (c) =>
    recover(c, hub),
  );
  return routes;
}

/** What is wrong with the form itself is said at once; about the sheet nothing is said but that it opened, or not. */
async function recover(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const typed = form.text("code");
  const [code, pin] = [readSheetCode(typed), readPin(form.text("pin"))];
  if (code === undefined) return again(c, hub, typed, "code-mistyped");
  if (!isPin(pin)) return again(c, hub, typed, "pin-malformed");
  const opened = await redeemSheet(hub, { code, pin, visit: visitOf(c, hub) });
  if (isRefused(opened)) return again(c, hub, typed, opened.reason);
  return enter(c, hub, opened, "/account/recover");
}

type Problem = "code-mistyped" | "pin-malformed" | "sheet-refused";

function again(c: HubContext, hub: Hub, code: string, problem: Problem): Response {
  const status = problem === "sheet-refused" ? refusals[problem][0] : 422;
  return showPrivate(c, recoverPage(pageOf(c, hub), { code, problem }), status);
}
