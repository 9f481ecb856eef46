import { msatFromSat } from "../../../../domain/money.ts";
import type { Msat } from "../../../../domain/money.ts";
import { refuse } from "../../../../domain/refusal.ts";
import { changeOfflineRule } from "../../../../ecash/offline-rule.ts";
import type { OfflineRule } from "../../../../ecash/offline-rule.ts";
import type { Translate } from "../../../../../ui/i18n/translate.ts";
import type { OfflineForm } from "../../../../../ui/pages/owner/ecash/offline-card.ts";
import type { Hub, HubContext } from "../../../context.ts";
import { answerProblem } from "../../../problem.ts";
import { actorOf } from "../../../visit.ts";
import type { FormError } from "../../field-errors.ts";
import { readForm } from "../../form.ts";
import { pageOf } from "../../page-of.ts";
import { showEcash } from "./wallet.ts";

/** How much is taken of mints that cannot be asked: what was typed is kept, or said what is wrong with it. */
export async function changeOffline(c: HubContext, hub: Hub): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const sent = await readForm(c);
  const offline = { sale: sent.text("sale"), total: sent.text("total") };
  const rule = ruleIn(pageOf(c, hub).t, offline);
  if ("errors" in rule) return showEcash(c, hub, { offline, errors: rule.errors, status: 422 });
  await changeOfflineRule(ecash, actorOf(c, hub), rule);
  return c.redirect("/owner/ecash?said=offline", 303);
}

function ruleIn(t: Translate, { sale, total }: OfflineForm): OfflineRule | { errors: FormError[] } {
  const [saleCapMsat, totalCapMsat] = [satsIn(sale), satsIn(total)];
  const errors = [
    ...(saleCapMsat === undefined ? [{ name: "sale", message: t("ecash.offline.wrong") }] : []),
    ...(totalCapMsat === undefined ? [{ name: "total", message: t("ecash.offline.wrong") }] : []),
  ];
  if (saleCapMsat === undefined || totalCapMsat === undefined) return { errors };
  if (totalCapMsat < saleCapMsat) return { errors: [{ name: "total", message: t("ecash.offline.order") }] };
  return { saleCapMsat, totalCapMsat };
}

/** Nothing typed is none. */
function satsIn(text: string): Msat | undefined {
  const digits = text.replaceAll(/[\s,_]/g, "") || "0";
  return /^\d{1,13}$/.test(digits) ? msatFromSat(BigInt(digits)) : undefined;
}
