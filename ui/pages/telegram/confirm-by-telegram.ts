import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

export interface ConfirmByTelegramProps {
  bot: string;
  /** The chat's name. */
  name: string;
  wanted: string;
}

/** A question in the person's own chat. */
export function ConfirmByTelegram({ bot, name, wanted }: ConfirmByTelegramProps): Html {
  const { t } = usePage();
  return Card({
    title: t("telegram.confirm.title"),
    children: html`<form class="form" method="post" action="/account/confirm/telegram">
      <input type="hidden" name="wanted" value=${wanted} />
      <p class="soft">${t("telegram.confirm.text", { bot, name })}</p>
      <div>${Button({ label: t("telegram.confirm.action"), icon: "send" })}</div>
    </form>`,
  });
}
