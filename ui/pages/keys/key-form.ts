import { Button } from "../../components/button.ts";
import type { IconName } from "../../icons.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";

export interface KeyFormProps {
  base: string;
  wanted: string;
  kind: "wallet" | "google";
  label: string;
}

const icons: Readonly<Record<KeyFormProps["kind"], IconName>> = { wallet: "zap", google: "globe" };

/** The button that leads to a wallet's question or to Google. */
export function KeyForm({ base, wanted, kind, label }: KeyFormProps): Html {
  return html`<form method="post" action=${`${base}/${kind}`}>
    <input type="hidden" name="wanted" value=${wanted} />
    ${Button({ label, icon: icons[kind], isWide: true })}
  </form>`;
}
