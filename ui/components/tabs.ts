import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { IconName } from "../icons.ts";
import { safeUrl } from "../safe-url.ts";
import { Icon } from "./icon.ts";

export interface Tab {
  href: string;
  label: Slot;
  icon?: IconName;
  isHere?: boolean;
}

/** The pages of one desk, as links. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }): Html {
  return html`<nav class="tabs" aria-label=${label}>
    ${tabs.map(
      (tab) => html`<a href=${safeUrl(tab.href)} aria-current=${tab.isHere === true ? "page" : undefined}>
      ${tab.icon !== undefined && Icon({ name: tab.icon })}${tab.label}
    </a>`,
    )}
  </nav>`;
}
