import { Notice } from "../../components/notice.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Due } from "./due.ts";
import type { OrderView } from "./view.ts";

/** Without the way over which the amount cannot arrive, as long as there is another one. */
export function withoutLightning(due: Due, { cannotArrive }: OrderView): Due {
  const { bolt11, chain, ecash } = due.ways;
  const hasOther = chain !== undefined || ecash !== undefined;
  return cannotArrive === true && bolt11 !== undefined && hasOther ? { ...due, ways: { chain, ecash } } : due;
}

/** Says so before anybody tries. */
export function CannotArrive({ cannotArrive }: OrderView, { ways }: Due): Slot {
  if (cannotArrive !== true) return undefined;
  const { t } = usePage();
  const which = ways.chain === undefined ? "none" : "chain";
  return Notice({ tone: "warn", title: t(`receiving.order.${which}.title`), text: t(`receiving.order.${which}.text`) });
}
