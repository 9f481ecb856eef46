import type { GivenToken } from "../../../app/ecash/tokens-for.ts";
import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { CopyAnnouncer } from "../../components/copy-field.ts";
import { Facts } from "../../components/facts.ts";
import { Live } from "../../components/live.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { Destination } from "../money/outgoing-table.ts";
import { OutgoingState } from "../money/outgoing-state.ts";
import { ProveIt } from "../money/prove-it.ts";
import { LOOK_AGAIN_SECONDS } from "../money/under-way.ts";
import { TokenCard } from "../order/token-card.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";
import { TakeBack } from "./money-page.ts";

export interface PayoutProps {
  desk: Desk;
  payout: OutgoingSummary;
  /** Only for whoever may have it, and has proved lately who they are. */
  token: GivenToken | undefined;
  /** Whether it is theirs who look: the token belongs to the stall's people, or to whoever asked for it in their name. */
  isTheirs: boolean;
  isAsked: boolean;
}

/** Where one payout is, and the token where it goes as one. */
export function payoutPage(page: Page, props: PayoutProps): string {
  const { t, format } = page;
  const { desk, payout } = props;
  const title = `${t("money.list.payout")} · ${format.sats(payout.amountMsat, { isExact: true })}`;
  const back = { href: `${desk.base}/money`, label: t("money.payout.title") };
  const notice = props.isAsked ? t("money.payout.asked") : undefined;
  const refreshSeconds = isOver(payout) ? {} : { refreshSeconds: LOOK_AGAIN_SECONDS };
  const frame = { desk, tab: "money", title, back, notice, islands: ["live", "copy"], ...refreshSeconds } as const;
  return deskPage(page, frame, () => [
    Live({
      id: "payout",
      everySeconds: LOOK_AGAIN_SECONDS,
      state: `${payout.state} ${payout.token ?? ""}`,
      isFinal: isOver(payout),
      children: html`<div class="stack">${Token(props)} ${What(payout)}</div>`,
    }),
    CopyAnnouncer(),
    Back(props),
  ]);
}

/** A token is over once it is in a wallet, everything else once it has left. */
function isOver({ state, token }: OutgoingSummary): boolean {
  return state === "cancelled" || (state === "sent" && token !== "ready");
}

function Token({ desk, payout, token, isTheirs }: PayoutProps): Slot {
  const { t, format } = usePage();
  if (token !== undefined) return TokenCard(token);
  if (payout.token === undefined || payout.token === "making") return undefined;
  if (payout.token === "claimed") {
    const amount = format.sats(payout.amountMsat, { isExact: true });
    return Notice({ tone: "good", text: t("giving.token.claimed", { amount }) });
  }
  if (!isTheirs) return Notice({ tone: "info", text: t("giving.payout.not-yours") });
  return ProveIt({ wanted: `${desk.base}/money/payouts/${payout.id}`, text: t("giving.payout.prove") });
}

function What(payout: OutgoingSummary): Slot {
  const { t, format } = usePage();
  return Facts({
    facts: [
      { name: t("money.list.when"), value: format.dateTime(payout.createdAtMs) },
      { name: t("money.list.to"), value: Destination(payout) },
      { name: t("money.list.state"), value: OutgoingState(payout) },
      { name: t("money.list.amount"), value: format.sats(payout.amountMsat, { isExact: true }), isTotal: true },
    ],
  });
}

function Back({ desk, payout }: PayoutProps): Slot {
  const { viewer } = usePage();
  if (!desk.may.pay || !viewer.hasProved) return undefined;
  return TakeBack({ outgoing: payout, action: `${desk.base}/money/payouts/${payout.id}/cancel` });
}
