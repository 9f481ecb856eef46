import type { Receivable } from "../../../app/domain/receivability.ts";
import type { Shortage } from "../../../app/payments/receivability/read-shortage.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import { Money } from "../../components/money.ts";
import type { NoticeProps } from "../../components/notice.ts";
import { Progress } from "../../components/progress.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export interface Receiving {
  receivable: Receivable | undefined;
  waitingMsat: bigint;
  /** What an order wanted that could not arrive, as long as there is no room for it. */
  shortage: Shortage | undefined;
}

/** How much more money the node can take. */
export function ReceivingCard({ receivable, waitingMsat }: Receiving): Html {
  const { t } = usePage();
  const body =
    receivable === undefined ? html`<p class="soft">${t("receiving.unknown")}</p>` : Gauge(receivable, waitingMsat);
  return Card({ title: t("receiving.title"), children: body });
}

function Gauge(receivable: Receivable, waitingMsat: bigint): Html {
  const { t, format } = usePage();
  const words = { waiting: format.sats(waitingMsat), receivable: format.sats(receivable.totalMsat) };
  return html`<div class="stack">
    ${Progress({ label: t("receiving.used"), done: wholeSats(waitingMsat), all: Math.max(1, wholeSats(receivable.totalMsat)), words: t("receiving.used.words", words) })}
    ${Facts({
      facts: [
        { name: t("receiving.now"), value: Money({ amountMsat: receivable.totalMsat }) },
        { name: t("receiving.largest"), value: Money({ amountMsat: receivable.largestMsat }) },
        { name: t("receiving.waiting"), value: Money({ amountMsat: waitingMsat }) },
      ],
    })}
  </div>`;
}

/** For the length of the bar only; the words carry the exact figure. */
function wholeSats(amountMsat: bigint): number {
  return Number(amountMsat / 1_000n);
}

/** What the owner can do about it. */
export function aboutShortage({ t, format }: Page, { shortage, receivable }: Receiving): NoticeProps[] {
  if (shortage === undefined) return [];
  const receivableMsat = receivable?.totalMsat ?? shortage.receivableMsat;
  const missingMsat = shortage.wantedMsat > receivableMsat ? shortage.wantedMsat - receivableMsat : 0n;
  if (missingMsat === 0n) return [];
  const amounts = { receivable: format.sats(receivableMsat), missing: format.sats(missingMsat) };
  const title = t("receiving.short.title", { wanted: format.sats(shortage.wantedMsat) });
  return [{ tone: "warn", title, text: t("receiving.short.text", amounts) }];
}
