import { Card } from "../../components/card.ts";
import { CopyField } from "../../components/copy-field.ts";
import { Qr } from "../../components/qr.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** The page's own address is the buyer's only key, so this card makes it easy to take along. */
export function KeepCard({ address }: { address: string }): Html {
  const { t, origin } = usePage();
  const whole = `${origin}${address}`;
  return Card({
    title: t("order.keep.title"),
    children: html` <p>${t("order.keep.text")}</p>
      ${CopyField({ id: "address", label: t("order.keep.address"), value: whole })}
      <p class="only-print short">${whole}</p>
      <div class="keep-code">${Qr({ text: whole, label: t("order.keep.qr"), size: "small" })}</div>
      <p class="soft small">${t("order.keep.share")}</p>`,
  });
}
