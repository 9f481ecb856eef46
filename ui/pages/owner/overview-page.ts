import type { TakenBack } from "../../../app/payments/list-taken-back.ts";
import type { SendingHalt } from "../../../app/payments/sending-halt.ts";
import type { OrderState } from "../../../app/domain/order-state.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { Stats } from "../../components/stat.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { attentionsOf } from "./attention.ts";
import { ownerPage } from "./frame.ts";
import { NodeCard } from "./node-card.ts";
import type { EcashTroubles } from "./ecash/troubles.ts";
import type { NodeState } from "./node-card.ts";
import { ReceivingCard } from "./receiving-card.ts";
import type { Receiving } from "./receiving-card.ts";
import { RatesCard } from "./rates-card.ts";
import type { ShownRate, TriedRate } from "./rates-card.ts";

export interface OverviewProps {
  /** Why nothing is sent, if so. */
  halt: SendingHalt | undefined;
  node: NodeState;
  receiving: Receiving;
  /** Sums of the books in msat, and of how many orders something has to go back. */
  money: {
    nodeMsat: bigint;
    sellersMsat: bigint;
    refundableMsat: bigint;
    owedOrders: number;
    stuckOnChain: number;
    isBalanced: boolean;
  };
  /** Orders that were served, and whose money the chain took back. */
  takenBack: readonly TakenBack[];
  /** How many things in the books do not fit the node. */
  findings: number;
  ecash: EcashTroubles;
  rates: readonly ShownRate[];
  /** A rate that could not be fixed. */
  tried: TriedRate | undefined;
  waiting: ReadonlyMap<OrderState, number>;
  notice: string | undefined;
}

/** Is everything all right? Then the details. */
export function overviewPage(page: Page, props: OverviewProps): string {
  const { t } = page;
  const attentions = attentionsOf(page, props);
  const title =
    attentions.length === 0 ? t("owner.fine.title") : t("owner.attention.title", { count: attentions.length });
  const frame = {
    tab: "overview",
    title,
    notice: props.notice,
    actions: () => LinkButton({ href: "/owner/board", label: t("board.open"), icon: "server" }),
    ...(attentions.length === 0 ? { lead: t("owner.fine.text") } : {}),
  } as const;
  return ownerPage(page, frame, () => [
    attentions.length > 0 && html`<div class="stack">${attentions.map((attention) => Notice(attention))}</div>`,
    Figures(props),
    html`<div class="split">
      <div class="stack">${NodeCard(props.node)}${ReceivingCard(props.receiving)}${MoneyCard(props)}</div>
      <div class="stack">${RatesCard(props)}</div>
    </div>`,
  ]);
}

function Figures({ waiting, money }: OverviewProps): Html {
  const { t, format } = usePage();
  return Stats({
    stats: [
      { label: t("owner.stat.open"), value: format.number(waiting.get("open") ?? 0) },
      { label: t("desk.stat.ship"), value: format.number(waiting.get("paid") ?? 0) },
      { label: t("order.state.shipped"), value: format.number(waiting.get("shipped") ?? 0) },
      { label: t("owner.stat.refundable"), value: Money({ amountMsat: money.refundableMsat }) },
    ],
  });
}

function MoneyCard({ money }: OverviewProps): Html {
  const { t } = usePage();
  return Card({
    title: t("owner.money.title"),
    children: Facts({
      facts: [
        { name: t("owner.money.node"), value: Money({ amountMsat: money.nodeMsat, isExact: true }) },
        { name: t("owner.money.sellers"), value: Money({ amountMsat: money.sellersMsat, isExact: true }) },
        { name: t("owner.money.refundable"), value: Money({ amountMsat: money.refundableMsat, isExact: true }) },
      ],
    }),
  });
}
