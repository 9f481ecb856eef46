import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { IconName } from "../icons.ts";
import { safeUrl } from "../safe-url.ts";
import type { ButtonKind } from "./button.ts";
import { Icon } from "./icon.ts";

export interface LinkButtonProps {
  href: string;
  label: Slot;
  kind?: ButtonKind;
  size?: "large";
  icon?: IconName;
  /** The icon stands after the words, for "on" and "older". */
  isIconLast?: boolean;
  isWide?: boolean;
  /** Save the target instead of opening it; the text is the file's name. */
  download?: string;
  /** Opens this dialog instead, where scripts run (`dialog` island). */
  dialog?: string;
}

/** A link that looks like a button, for the next place to go. An unsafe address makes a dead link, never a script. */
export function LinkButton(props: LinkButtonProps): Html {
  const { href, label, kind = "plain", size, isWide } = props;
  const icon = props.icon !== undefined && Icon({ name: props.icon });
  return html`<a
    class="button" href=${safeUrl(href)} data-kind=${kind} data-size=${size} data-wide=${isWide === true ? "" : undefined}
    download=${props.download} data-dialog=${props.dialog}
  >${props.isIconLast !== true && icon}<span>${label}</span>${props.isIconLast === true && icon}</a>`;
}
