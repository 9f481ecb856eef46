import { inTurn, sideBySide, type Act, type Load } from "../paced.ts";
import { atLeast, atMost, short, type Judged, type Row } from "../row.ts";

/** What orders are measured against. */
export interface Opponent {
  name: string;
  makeInvoice: Act;
  /** How much longer one order may take, and how much of the throughput must remain. */
  budget: { medianRatio: number; throughputRatio: number };
}

export interface Amount {
  oneByOne: number;
  load: Load;
}

const WARM_UP = 10;

/** An order with its invoice through the REST API, against another way to get an invoice from the same node. */
export async function measureOrders(
  order: Act,
  { name, makeInvoice, budget }: Opponent,
  amount: Amount,
): Promise<Row[]> {
  await inTurn(order, makeInvoice, WARM_UP);
  const [orderMs, invoiceMs] = await inTurn(order, makeInvoice, amount.oneByOne);
  const [ordersPerSecond, invoicesPerSecond] = await sideBySide(order, makeInvoice, amount.load);
  return [
    {
      what: "order with its invoice, one at a time, median",
      measured: `${short(orderMs)} ms`,
      beside: `${name}: ${short(invoiceMs)} ms`,
      ...ratio(orderMs / invoiceMs, atMost, budget.medianRatio),
    },
    {
      what: `orders a second, ${amount.load.atATime} at a time`,
      measured: short(ordersPerSecond),
      beside: `${name}: ${short(invoicesPerSecond)}`,
      ...ratio(ordersPerSecond / invoicesPerSecond, atLeast, budget.throughputRatio),
    },
  ];
}

function ratio(value: number, rule: typeof atMost, limit: number): Pick<Row, "ratio"> & Judged {
  return { ratio: value.toFixed(2), ...rule(value, limit, "×") };
}
