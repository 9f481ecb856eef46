import { turnKeys } from "../../../../ecash/turn-keys.ts";
import { isRefused, refusals, refuse } from "../../../../domain/refusal.ts";
import { mintHref } from "../../../../../ui/pages/owner/ecash/mint-state.ts";
import type { Hub, HubContext } from "../../../context.ts";
import { answerProblem } from "../../../problem.ts";
import { actorOf } from "../../../visit.ts";
import { readForm } from "../../form.ts";
import { pageOf } from "../../page-of.ts";
import { showMint } from "./mint.ts";
import { whyNot } from "./why-not.ts";

/** Has the own mint sign with new keys, or says on its page why it does not. */
export async function turn(c: HubContext, hub: Hub): Promise<Response> {
  const { ecash, mintOperator: operator } = hub;
  if (ecash === undefined || operator === undefined) return answerProblem(c, refuse("no-ecash"));
  const sent = await readForm(c);
  const url = sent.text("url");
  const turned = await turnKeys({ ...ecash, operator }, { from: sent.text("from") }, actorOf(c, hub));
  if (!isRefused(turned)) return c.redirect(`${mintHref(url)}&said=turn`, 303);
  if (turned.reason === "unknown-mint") return answerProblem(c, turned);
  return showMint(c, hub, url, { problem: whyNot(pageOf(c, hub).t, turned), status: refusals[turned.reason][0] });
}
