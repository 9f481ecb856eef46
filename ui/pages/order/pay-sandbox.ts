import { Button } from "../../components/button.ts";
import type { ButtonProps } from "../../components/button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

export interface PaySandboxProps {
  /** Path of the order page. */
  address: string;
  hasInvoice: boolean;
  /** Whether something is left to send on chain, and whether something waits for a block. */
  isPayable: boolean;
  isComing: boolean;
  /** Whether e-cash can be brought. */
  hasRequest: boolean;
}

/**
 * The practice buyer. Where scripts run the answer is empty and the page changes by its own event; without scripts the
 * answer is the page as it is then.
 */
export function PaySandbox({ address, hasInvoice, isPayable, isComing, hasRequest }: PaySandboxProps): Html {
  const { t } = usePage();
  const look = { kind: hasInvoice ? "plain" : "primary", size: "large", icon: "blocks", isWide: true } as const;
  return html`<div class="pay-sandbox">
    ${hasInvoice && Press(`${address}/sandbox-pay`, { ...look, label: t("checkout.sandbox.pay"), kind: "primary", icon: "zap" })}
    ${isPayable && Press(`${address}/sandbox-pay-on-chain`, { ...look, label: t("rails.sandbox.pay"), icon: "link" })}
    ${hasRequest && Press(`${address}/sandbox-pay-ecash`, { ...look, label: t("rails.sandbox.ecash"), kind: "primary", icon: "coins" })}
    ${isComing && Press(`${address}/sandbox-mine`, { ...look, label: t("rails.sandbox.mine"), kind: isPayable ? "plain" : "primary" })}
    <p class="soft small">${t(hasInvoice || isPayable || hasRequest ? "checkout.sandbox.hint" : "rails.sandbox.mine.hint")}</p>
  </div>`;
}

function Press(action: string, props: ButtonProps): Html {
  const button = Button(props);
  return html`<form class="needs-script" method="post" action=${action}>
      <input type="hidden" name="stay" value="1" />${button}
    </form>
    <noscript><form method="post" action=${action}>${button}</form></noscript>`;
}
