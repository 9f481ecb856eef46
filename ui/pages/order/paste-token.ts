import { Button } from "../../components/button.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { OrderView } from "./view.ts";

/** For wallets that cannot send by themselves: a token is copied there and put in here. */
export function PasteToken({ address, tokenRefused }: Pick<OrderView, "address" | "tokenRefused">): Html {
  const { t } = usePage();
  return html`<form class="stack" method="post" action=${`${address}/ecash`}>
    ${Field({
      kind: "textarea",
      name: "token",
      label: t("rails.token.label"),
      hint: t("rails.token.hint"),
      rows: 3,
      value: tokenRefused?.text ?? "",
      ...(tokenRefused !== undefined && { error: t(`errors.reason.${tokenRefused.reason}`) }),
    })}
    ${Button({ label: t("rails.token.send"), icon: "send" })}
  </form>`;
}
