import { CopyField } from "../../components/copy-field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Qr } from "../../components/qr.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** The ways to tell the bot this screen's code: on this device, on one that scans, or by hand. */
export function OpenBot({ bot, code }: { bot: string; code: string }): Html {
  const { t } = usePage();
  // Telegram's own address for it: the app sends "/start" and the code once its person presses "Start".
  const address = `https://t.me/${bot}?start=${code}`;
  return html`<div class="stack">
    ${LinkButton({ href: address, label: t("telegram.open.action", { bot }), kind: "primary", size: "large", icon: "send", isWide: true })}
    <p class="soft">${t("telegram.open.or", { bot })}</p>
    <div class="pay-now">${Qr({ text: address, label: t("telegram.open.qr", { bot }) })}</div>
    ${CopyField({ id: "chat-code", label: t("telegram.open.code"), value: code })}
  </div>`;
}
