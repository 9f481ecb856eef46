import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { IconName } from "../icons.ts";
import { safeUrl } from "../safe-url.ts";
import { Icon } from "./icon.ts";

export interface LinkProps {
  href: string;
  label: Slot;
  icon?: IconName;
  /** Somebody else's site: no referrer is sent, and search engines do not follow. */
  isForeign?: boolean;
}

/** A link in running text. Use it for every address that a person could have typed. */
export function Link({ href, label, icon, isForeign }: LinkProps): Html {
  const rel = isForeign === true ? "noopener noreferrer nofollow ugc" : undefined;
  return html`<a class="link" href=${safeUrl(href)} rel=${rel}>${icon !== undefined && Icon({ name: icon })}${label}</a>`;
}
