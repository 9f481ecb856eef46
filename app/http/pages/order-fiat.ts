import { SAT } from "../../domain/price.ts";
import type { Order } from "../../orders/find-order.ts";
import { currentRates } from "../../rates/current-rates.ts";
import type { Fiat } from "../../../ui/i18n/format.ts";
import type { Locale } from "../../../ui/i18n/choose.ts";
import type { Hub } from "../context.ts";
import { compareWith } from "./compare.ts";

/** What stands beside an order's total: its own currency; for sats a comparison, as long as it is to be paid. */
export async function orderFiat(
  hub: Pick<Hub, "db" | "clock">,
  locale: Locale,
  order: Order,
): Promise<Fiat | undefined> {
  if (order.total.currency !== SAT) return order.total;
  if (order.state !== "open") return undefined;
  return compareWith(await currentRates(hub.db, hub.clock()), locale)(order.totalMsat, order.total);
}
