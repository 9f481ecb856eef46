import { MSAT_PER_SAT } from "../../../domain/money.ts";
import { SAT, parsePrice } from "../../../domain/price.ts";
import type { Price } from "../../../domain/price.ts";
import type { RefundPart, RefundWish, Returnable } from "../../../payments/outgoing/refund-amount.ts";
import { earnedWith } from "../../../payments/outgoing/earned-with.ts";
import type { Order } from "../../../orders/find-order.ts";
import type { RefundForm } from "../../../../ui/pages/owner/refund-fields.ts";
import type { Hub } from "../../context.ts";
import type { SentForm } from "../form.ts";

const PARTS: readonly RefundPart[] = ["owed", "all", "some"];

/** What somebody chose of how much goes back; undefined when the form says only an amount, as the second one does. */
export function readRefund(sent: SentForm): RefundForm | undefined {
  const part = PARTS.find((each) => each === sent.text("part"));
  if (part === undefined) return undefined;
  const worth = sent.text("worth") === "today" ? "today" : "paid";
  return { part, worth, amount: sent.text("amount"), unit: sent.text("unit") };
}

export function wishOf({ part, worth, amount, unit }: RefundForm, { orderRate }: Returnable): RefundWish {
  const currency = unit === orderRate?.currency ? unit : SAT;
  return { part, worth, named: part === "some" ? named(amount, currency) : undefined };
}

/** "21,000" and "21000" are the same; anything else that is no amount is none. */
function named(text: string, currency: string): Price | undefined {
  return parsePrice(text.replaceAll(/[\s,_]/g, ""), currency);
}

/** How much of an order's money is still here, and what its price buys by which rate. */
export async function returnable({ db, rateOf }: Hub, order: Order): Promise<Returnable> {
  const { currency } = order.total;
  return {
    owedMsat: order.refundableMsat,
    earnedMsat: await earnedWith(db, order.id),
    orderRate: order.rate,
    todayRate: currency === SAT ? undefined : await rateOf(db, currency),
  };
}

/** As the second form carries it. */
export function inSats(amountMsat: bigint): string {
  return (amountMsat / MSAT_PER_SAT).toString();
}
