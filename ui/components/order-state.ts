import type { OrderState } from "../../app/domain/order-state.ts";
import type { Html } from "../html.ts";
import type { IconName } from "../icons.ts";
import { usePage } from "../page.ts";
import { State } from "./state.ts";
import type { Tone } from "./state.ts";

const looks: Readonly<Record<OrderState, readonly [tone: Tone, icon: IconName]>> = {
  open: ["warn", "hourglass"],
  paid: ["good", "zap"],
  shipped: ["info", "truck"],
  received: ["good", "package-check"],
  closed: ["good", "circle-check"],
  expired: ["info", "clock"],
  cancelled: ["info", "ban"],
};

/** An order's state in the reader's language. */
export function OrderStateBadge({ state }: { state: OrderState }): Html {
  const [tone, icon] = looks[state];
  return State({ label: usePage().t(`order.state.${state}`), tone, icon });
}
