import { Disclosure } from "../../components/disclosure.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

export interface ElsewhereProps {
  lacksPasskey: boolean;
  lacksGoogle: boolean;
  /** Another address of this hub, where they are. */
  address: string | undefined;
}

/** Why some keys are not offered at this address, and where they are. */
export function Elsewhere({ lacksPasskey, lacksGoogle, address }: ElsewhereProps): Html | undefined {
  const { t } = usePage();
  if (!lacksPasskey && !lacksGoogle) return undefined;
  const title = lacksPasskey ? (lacksGoogle ? "both" : "passkey") : "google";
  return Disclosure({
    summary: t(`keys.elsewhere.title.${title}`),
    children: html`<div class="stack stack-close">
      ${lacksPasskey && html`<p>${t("keys.elsewhere.passkey")}</p>`}
      ${lacksGoogle && html`<p>${t("keys.elsewhere.google")}</p>`}
      ${address !== undefined && Go({ address })}
    </div>`,
  });
}

function Go({ address }: { address: string }): Html {
  const label = usePage().t("keys.elsewhere.go", { address: new URL(address).host });
  return html`<div class="row">${LinkButton({ href: address, label, icon: "external-link" })}</div>`;
}
