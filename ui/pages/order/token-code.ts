import { Disclosure } from "../../components/disclosure.ts";
import { MOST_MOVING, MovingQr } from "../../components/moving-qr.ts";
import { Qr } from "../../components/qr.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** Two coins, as NUT-16 has it: a code of 89 modules a side, each still several pixels of a phone's screen. */
const LONGEST_STILL = 700;

/** Whether a token is shown as a code that moves once somebody opens it. */
export function isMoving(token: string): boolean {
  return token.length > LONGEST_STILL && token.length <= MOST_MOVING;
}

/** What a wallet's camera reads. Nothing moves before a person wants it to, and it stops when they close it (WCAG 2.2.2). */
export function TokenCode({ token }: { token: string }): Html {
  const { t } = usePage();
  const label = t("giving.token.yours");
  if (token.length <= LONGEST_STILL) return Qr({ text: token, label });
  if (!isMoving(token)) return html`<p class="soft small">${t("giving.token.long")}</p>`;
  return Disclosure({
    summary: t("giving.token.moving"),
    children: [MovingQr({ text: token, label }), html`<p class="small">${t("giving.token.moving.how")}</p>`],
  });
}
