import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { safeUrl } from "../safe-url.ts";
import { Button } from "./button.ts";
import { Icon } from "./icon.ts";

export interface SearchBoxProps {
  /** Where the words are sent by GET. */
  action: string;
  label: string;
  /** Field name; `search` when left out. */
  name?: string;
  value?: string;
  /** Further query parts to keep, such as the stall. */
  keep?: Readonly<Record<string, string>>;
}

/** A search field as a plain form. */
export function SearchBox({ action, label, name = "search", value, keep = {} }: SearchBoxProps): Html {
  return html`<form class="search" role="search" action=${safeUrl(action)} method="get">
    ${Object.entries(keep).map(([key, kept]) => html`<input type="hidden" name=${key} value=${kept} />`)}
    <div class="search-box">
      ${Icon({ name: "search" })}
      <label class="unseen" for="search">${label}</label>
      <input class="control" id="search" type="search" name=${name} value=${value} placeholder=${label} maxlength="100" autocomplete="off" enterkeyhint="search" />
    </div>
    ${Button({ label: usePage().t("chrome.search.action") })}
  </form>`;
}
