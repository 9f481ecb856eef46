import type { KeysetHeld } from "../../../../app/ecash/read-wallet.ts";
import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { html } from "../../../html.ts";
import type { Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";

/** Has the hub's own mint sign with new keys. The form names the old ones, so that sent twice it turns once. */
export function TurnKeysCard({ url, keysets }: { url: string; keysets: readonly KeysetHeld[] }): Slot {
  const { t } = usePage();
  const signing = keysets.find(({ state }) => state === "active");
  if (signing === undefined) return undefined;
  return Card({
    title: t("ecash.turn.title"),
    children: html`<p class="soft">${t("ecash.turn.text")}</p>
      <form class="row" method="post" action="/owner/ecash/mint/turn">
        <input type="hidden" name="url" value=${url} />
        <input type="hidden" name="from" value=${signing.id} />
        ${Button({ label: t("ecash.turn.go"), icon: "refresh-cw" })}
      </form>`,
  });
}
