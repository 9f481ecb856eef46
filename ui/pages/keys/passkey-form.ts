import { Button } from "../../components/button.ts";
import type { ButtonKind } from "../../components/button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

export interface PasskeyFormProps {
  /** Where this counter's addresses begin. */
  base: string;
  wanted: string;
  label: string;
  kind?: ButtonKind;
}

/** The button for a passkey. Only the `passkey` island can ask for one, so without scripts a sentence stands there. */
export function PasskeyForm({ base, wanted, label, kind }: PasskeyFormProps): Html {
  const { t } = usePage();
  return html`<form class="needs-script" method="post" action=${`${base}/passkey`} data-passkey=${`${base}/passkey/question`}
      data-says-cancelled=${t("keys.passkey.cancelled")} data-says-known=${t("keys.passkey.known")}
      data-says-failed=${t("keys.passkey.failed")} data-says-unsupported=${t("keys.passkey.unsupported")}>
      <input type="hidden" name="wanted" value=${wanted} />
      <input type="hidden" name="question" /><input type="hidden" name="answer" />
      <div class="stack stack-close">
        ${Button({ label, icon: "fingerprint", isWide: true, ...(kind !== undefined && { kind }) })}
        <p class="field-error" role="status" data-passkey-says></p>
      </div>
    </form>
    <noscript><p class="soft small">${t("keys.passkey.no-script")}</p></noscript>`;
}
