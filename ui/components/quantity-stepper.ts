import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";

export interface QuantityStepperProps {
  name: string;
  /** Unique on the page. */
  id: string;
  value: number;
  least?: number;
  most?: number;
  /** What is counted, for screen readers; "Quantity" when left out or when a label stands beside it. */
  label?: string;
}

/** How many: a number field, with − and + where scripts run (`stepper` island). */
export function QuantityStepper({ name, id, value, least = 1, most = 999, label }: QuantityStepperProps): Html {
  const { t } = usePage();
  return html`<div class="stepper" data-stepper>
    <button type="button" class="stepper-button needs-script" data-step="-1" aria-controls=${id} aria-label=${t("chrome.quantity.less")} disabled=${value <= least}>−</button>
    <input class="stepper-input" type="number" inputmode="numeric" id=${id} name=${name} value=${value} min=${least} max=${most}
      aria-label=${label ?? t("chrome.quantity.label")} required />
    <button type="button" class="stepper-button needs-script" data-step="1" aria-controls=${id} aria-label=${t("chrome.quantity.more")} disabled=${value >= most}>+</button>
  </div>`;
}
