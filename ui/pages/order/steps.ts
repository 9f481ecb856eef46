import type { Order } from "../../../app/orders/find-order.ts";
import { Steps } from "../../components/steps.ts";
import type { Step } from "../../components/steps.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { nextStep } from "./next-step.ts";
import { handoverOf, isOver } from "./view.ts";
import type { HistoryLine } from "./view.ts";

/** Ordered, paid, sent, received: what is done and when it was. */
export function OrderSteps({ order, history }: { order: Order; history: readonly HistoryLine[] }): Html {
  const { t } = usePage();
  if (order.state !== "expired" && order.state !== "cancelled") return Steps({ steps: stepsOf(order, history) });
  const stopped: Step = {
    name: t(`order.step.${order.state}`),
    state: "stopped",
    more: when(history, `order.${order.state}`),
  };
  return Steps({
    steps: [{ name: t("order.step.ordered"), state: "done", more: when(history, "order.placed") }, stopped],
  });
}

/** A step is done when its event happened. Where the order is over, what never happened is left out. */
function stepsOf(order: Order, history: readonly HistoryLine[]): Step[] {
  const way = wayOf(order);
  const next = way.find(({ event }) => when(history, event) === undefined);
  return way.flatMap(({ name, event }): Step[] => {
    const more = when(history, event);
    if (more !== undefined) return [{ name, state: "done", more }];
    if (isOver(order)) return [];
    return event === next?.event ? [{ name, state: "now", more: nextStep(order) }] : [{ name, state: "next" }];
  });
}

/** The steps of an order that goes well, each with the event that tells of it. */
function wayOf(order: Order): { name: string; event: string }[] {
  const { t } = usePage();
  const isPickup = handoverOf(order) === "pickup";
  return [
    { name: t("order.step.ordered"), event: "order.placed" },
    { name: t("order.step.paid"), event: "order.paid" },
    { name: t(isPickup ? "order.step.ready" : "order.step.shipped"), event: "order.shipped" },
    { name: t(isPickup ? "order.step.picked-up" : "order.step.received"), event: "order.received" },
    ...(order.state === "closed" ? [{ name: t("order.state.closed"), event: "order.closed" }] : []),
  ];
}

function when(history: readonly HistoryLine[], event: string): string | undefined {
  const line = history.findLast(({ type }) => type === event);
  return line === undefined ? undefined : usePage().format.dateTime(line.atMs);
}
