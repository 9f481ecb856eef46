import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { safeUrl } from "../safe-url.ts";
import { Icon } from "./icon.ts";

export interface BackLinkProps {
  href: string;
  /** Where it leads; "Back" when left out. */
  label?: string;
}

/** One level up, above the heading. */
export function BackLink({ href, label }: BackLinkProps): Html {
  return html`<a class="back" href=${safeUrl(href)}>${Icon({ name: "arrow-left" })}${label ?? usePage().t("chrome.back")}</a>`;
}
