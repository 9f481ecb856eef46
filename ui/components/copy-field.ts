import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { CopyButton } from "./copy-button.ts";

export interface CopyFieldProps {
  /** Unique on the page. */
  id: string;
  label: string;
  /** The whole text; the box shows as much as fits. */
  value: string;
}

/** Text to take along: a box one can select from, and a button where scripts run. */
export function CopyField({ id, label, value }: CopyFieldProps): Html {
  return html`<div class="copy">
    <label class="field-label" for=${id}>${label}</label>
    <div class="copy-row"><input class="control" id=${id} value=${value} readonly spellcheck="false" data-select-all />${CopyButton({ from: id, label })}</div>
  </div>`;
}

/** A long key, hash or invoice, shortened in the middle; the whole text is in the title. */
export function shorten(text: string, keep = 8): string {
  return text.length <= 2 * keep + 1 ? text : `${text.slice(0, keep)}…${text.slice(-keep)}`;
}

/** `shorten` as markup. */
export function Short({ text, keep = 8 }: { text: string; keep?: number }): Html {
  return html`<span class="short" title=${text}>${shorten(text, keep)}</span>`;
}

/** What the copy island says aloud; one per page is enough. */
export function CopyAnnouncer(): Html {
  return html`<p class="unseen" role="status" data-copy-says=${usePage().t("chrome.copy.done")}></p>`;
}
