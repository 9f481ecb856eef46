import type { Finished } from "../../../accounts/keys/use-key.ts";
import type { Purpose } from "../../../accounts/keys/question.ts";
import type { Permission } from "../../../domain/permissions.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { RefusalReason } from "../../../domain/refusal.ts";
import { ownPath } from "../../../../ui/safe-url.ts";
import { setSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext } from "../../context.ts";
import { enter } from "../../enter.ts";
import { accountPath } from "../account/account-path.ts";

/** A place where keys are shown: to come in, to add one, or to prove again who one is. */
export type Counter = {
  purpose: Purpose;
  /** Where its addresses begin. */
  base: string;
  /** Where its buttons are. */
  home: string;
  permission: Permission;
  /** The page with the keys' buttons on it, saying why a key was not taken. */
  show: (c: HubContext, said: { wanted: string; problem: RefusalReason }) => Response | Promise<Response>;
};

/** Goes on from a key's answer, or back to the buttons with the reason why not. */
export async function goOn(
  c: HubContext,
  hub: Hub,
  { outcome, wanted }: Finished,
  show: Counter["show"],
): Promise<Response> {
  if (isRefused(outcome)) return show(c, { wanted, problem: outcome.reason });
  if (outcome.kind === "session") return enter(c, hub, outcome, wanted);
  if (outcome.kind === "proved") setSessionCookie(c, hub, outcome);
  if (wanted !== "") return c.redirect(ownPath(wanted), 303);
  return c.redirect(outcome.kind === "proved" ? "/account" : `${accountPath(c)}?said=key-added`, 303);
}
