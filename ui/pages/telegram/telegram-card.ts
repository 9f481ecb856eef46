import type { OwnChat } from "../../../app/accounts/telegram/read-own-chat.ts";
import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** On the account's page: the chat by which its person can come in, and the way to change it. */
export function TelegramCard({ chat }: { chat: OwnChat | undefined }): Html {
  const { t } = usePage();
  const text = chat === undefined ? t("telegram.card.none") : t("telegram.card.linked", { name: chat.name });
  const label = chat === undefined ? t("telegram.card.link") : t("telegram.card.change");
  return Card({
    title: t("telegram.card.title"),
    children: html`<p class=${chat === undefined ? "soft" : undefined}>${text}</p>
      <div class="row">${LinkButton({ href: "/account/telegram", label, icon: "send" })}</div>`,
  });
}
