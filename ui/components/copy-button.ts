import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.ts";

export interface CopyButtonProps {
  /** Id of the box whose value is copied. */
  from: string;
  /** What is copied, for screen readers. */
  label: string;
  isWide?: boolean;
}

/** Copies a box's text (`copy` island); not there without scripts. */
export function CopyButton({ from, label, isWide }: CopyButtonProps): Html {
  const { t } = usePage();
  return html`<button type="button" class="button needs-script" data-copy=${from} data-wide=${isWide === true ? "" : undefined}
    aria-label=${t("chrome.copy.of", { label })}>
    <span class="copy-words" aria-hidden="true">
      <span class="copy-before">${Icon({ name: "copy" })}${t("chrome.copy.action")}</span><span class="copy-after">${Icon({ name: "check" })}${t("chrome.copy.done")}</span>
    </span>
  </button>`;
}
