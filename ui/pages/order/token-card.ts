import type { GivenToken } from "../../../app/ecash/tokens-for.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { CopyField } from "../../components/copy-field.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { TokenCode } from "./token-code.ts";
import { WalletKey } from "./wallet-key.ts";
import type { WalletKeyProps } from "./wallet-key.ts";

/** Asks for what is owed as a token that is shown here. */
export function AskToken({ address, ...typed }: { address: string } & WalletKeyProps): Html {
  const { t } = usePage();
  return Card({
    title: t("giving.token.title"),
    children: [
      html`<p class="soft">${t("giving.token.text")}</p>`,
      html`<form class="form" method="post" action=${`${address}/refund/token`}>
        ${WalletKey(typed)}
        <div class="row">${Button({ label: t("giving.token.ask"), icon: "coins" })}</div>
      </form>`,
    ],
  });
}

/** A token that was made for whoever holds the order's key, until its coins are spent. */
export function TokenCard({ id, amountMsat, text, isClaimed, lockedTo }: GivenToken): Html {
  const { t, format } = usePage();
  const amount = format.sats(amountMsat, { isExact: true });
  if (isClaimed) return Notice({ tone: "good", text: t("giving.token.claimed", { amount }) });
  if (text === undefined) return Notice({ tone: "info", text: t("giving.token.making", { amount }) });
  return Card({
    title: t("giving.token.yours"),
    children: html`<div class="pay">
      <p>${t("giving.token.good-for", { amount })}</p>
      ${TokenCode({ token: text })}
      ${CopyField({ id, label: t("giving.token.copy"), value: text })}
      ${
        lockedTo === undefined
          ? html`<p class="soft small">${t("giving.token.keep")}</p>`
          : html`<p class="soft small">${t("giving.token.locked")} <span class="typed">${lockedTo}</span></p>`
      }
    </div>`,
  });
}
