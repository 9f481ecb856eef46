import type { Room } from "../../../app/domain/receivability.ts";
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
  room: Room;
  waitingMsat: bigint;
  /** What an order wanted that could not arrive, as long as there is no room for it. */
  shortage: Shortage | undefined;
}

/** How much more money the node can take. */
export function ReceivingCard({ room, waitingMsat }: Receiving): Html {
  const { t } = usePage();
  const body = room === undefined ? html`<p class="soft">${t("receiving.unknown")}</p>` : Gauge(room, waitingMsat);
  return Card({ title: t("receiving.title"), children: body });
}

function Gauge(room: NonNullable<Room>, waitingMsat: bigint): Html {
  const { t, format } = usePage();
  const words = { waiting: format.sats(waitingMsat), room: format.sats(room.totalMsat) };
  return html`<div class="stack">
    ${Progress({ label: t("receiving.used"), done: wholeSats(waitingMsat), all: Math.max(1, wholeSats(room.totalMsat)), words: t("receiving.used.words", words) })}
    ${Facts({
      facts: [
        { name: t("receiving.now"), value: Money({ amountMsat: room.totalMsat }) },
        { name: t("receiving.largest"), value: Money({ amountMsat: room.largestMsat }) },
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
export function aboutShortage({ t, format }: Page, { shortage, room }: Receiving): NoticeProps[] {
  if (shortage === undefined) return [];
  const roomMsat = room?.totalMsat ?? shortage.roomMsat;
  const missingMsat = shortage.wantedMsat > roomMsat ? shortage.wantedMsat - roomMsat : 0n;
  if (missingMsat === 0n) return [];
  const amounts = { room: format.sats(roomMsat), missing: format.sats(missingMsat) };
  const title = t("receiving.short.title", { wanted: format.sats(shortage.wantedMsat) });
  return [{ tone: "warn", title, text: t("receiving.short.text", amounts) }];
}
