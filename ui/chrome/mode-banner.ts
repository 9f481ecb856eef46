import { Icon } from "../components/icon.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";

/** Says on every page that the money has no value, wherever it has none. */
export function ModeBanner(): Html | undefined {
  const { mode, t } = usePage();
  if (mode === "mainnet") return undefined;
  return html`<aside class="mode"><p class="wrap">${Icon({ name: "sprout" })}<span>${t(`chrome.mode.${mode}`)}</span></p></aside>`;
}
