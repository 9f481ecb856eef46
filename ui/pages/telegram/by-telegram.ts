import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** For whoever has linked a chat to their account. */
export function ByTelegram({ bot, wanted }: { bot: string; wanted: string }): Html {
  const { t } = usePage();
  return Card({
    title: t("telegram.sign-in.title"),
    children: html`<form class="form" method="post" action="/sign-in/telegram">
      <input type="hidden" name="wanted" value=${wanted} />
      <p class="soft">${t("telegram.sign-in.text", { bot })}</p>
      <div>${Button({ label: t("telegram.sign-in.action"), icon: "send" })}</div>
    </form>`,
  });
}
