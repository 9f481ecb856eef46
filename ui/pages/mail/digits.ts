import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** The number by which two screens know each other. */
export function Digits({ digits }: { digits: string }): Html {
  const label = usePage().t("signIn.mail.digits", { digits });
  return html`<p class="digits"><span aria-hidden="true">${digits}</span><span class="unseen">${label}</span></p>`;
}
