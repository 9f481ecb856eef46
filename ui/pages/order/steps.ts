import type { Order } from "../../../app/orders/find-order.ts";
import type { OrderState } from "../../../app/domain/order-state.ts";
import { Steps } from "../../components/steps.ts";
import type { Step, StepState } from "../../components/steps.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { nextStep } from "./next-step.ts";
import { handoverOf } from "./view.ts";
import type { HistoryLine } from "./view.ts";

/** How many of the four steps are done in each state; ended orders are drawn apart. */
const done: Readonly<Record<OrderState, number>> = {
  open: 1,
  paid: 2,
  shipped: 3,
  received: 4,
  closed: 4,
  expired: 1,
  cancelled: 1,
};

/** Ordered, paid, sent, received: what is done and when it was. */
export function OrderSteps({ order, history }: { order: Order; history: readonly HistoryLine[] }): Html {
  const { t } = usePage();
  const isPickup = handoverOf(order) === "pickup";
  if (order.state === "expired" || order.state === "cancelled") {
    const stopped: Step = {
      name: t(`order.step.${order.state}`),
      state: "stopped",
      more: when(history, `order.${order.state}`),
    };
    return Steps({ steps: [step(t("order.step.ordered"), 0, order, history, "order.placed"), stopped] });
  }
  return Steps({
    steps: [
      step(t("order.step.ordered"), 0, order, history, "order.placed"),
      step(t("order.step.paid"), 1, order, history, "order.paid"),
      step(t(isPickup ? "order.step.ready" : "order.step.shipped"), 2, order, history, "order.shipped"),
      step(t(isPickup ? "order.step.picked-up" : "order.step.received"), 3, order, history, "order.received"),
    ],
  });
}

function step(name: string, index: number, order: Order, history: readonly HistoryLine[], event: string): Step {
  const count = done[order.state];
  if (index < count) return { name, state: "done", more: when(history, event) };
  const state: StepState = index === count ? "now" : "next";
  return { name, state, more: state === "now" ? nextStep(order) : undefined };
}

function when(history: readonly HistoryLine[], event: string): string | undefined {
  const line = history.findLast(({ type }) => type === event);
  return line === undefined ? undefined : usePage().format.dateTime(line.atMs);
}
