import { Button } from "../../components/button.ts";
import { Field } from "../../components/field.ts";
import { ScanButtons, ScanDialog } from "../../components/scan.ts";
import { html } from "../../html.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { OrderView } from "./view.ts";

/** For wallets that cannot send by themselves: a token is shown or copied there and put in here. */
export function PasteToken({ address, tokenRefused }: Pick<OrderView, "address" | "tokenRefused">): Slot {
  const { t } = usePage();
  const form = html`<form class="stack" method="post" action=${`${address}/ecash`}>
    ${Field({
      kind: "textarea",
      name: "token",
      label: t("rails.token.label"),
      hint: t("rails.token.hint"),
      rows: 3,
      value: tokenRefused?.text ?? "",
      ...(tokenRefused !== undefined && { error: t(`errors.reason.${tokenRefused.reason}`) }),
    })}
    ${ScanButtons({ into: "token", takes: "token" })} ${Button({ label: t("rails.token.send"), icon: "send" })}
  </form>`;
  return [form, ScanDialog()];
}
