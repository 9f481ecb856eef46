import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { IconName } from "../icons.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.ts";

export type StepState = "done" | "now" | "next" | "stopped";

export interface Step {
  name: Slot;
  state: StepState;
  /** When it happened, or what happens and by when. */
  more?: Slot;
}

export interface StepsProps {
  steps: readonly Step[];
}

const icons: Readonly<Record<StepState, IconName | undefined>> = {
  done: "check",
  now: "circle-dashed",
  next: undefined,
  stopped: "x",
};

/** Where an order is: what is done, what happens now, what comes next. */
export function Steps({ steps }: StepsProps): Html {
  return html`<ol class="steps" aria-label=${usePage().t("chrome.steps.label")}>${steps.map(drawStep)}</ol>`;
}

function drawStep({ name, state, more }: Step): Html {
  const icon = icons[state];
  return html`<li class="step" data-state=${state} aria-current=${state === "now" ? "step" : undefined}>
    <span class="step-dot">${icon !== undefined && Icon({ name: icon })}</span>
    <span class="step-name">${name}<span class="unseen"> (${usePage().t(`chrome.steps.${state}`)})</span></span>
    ${more !== undefined && html`<span class="step-more">${more}</span>`}
  </li>`;
}
