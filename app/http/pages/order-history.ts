import type { Reader } from "../../db/database.ts";
import { parseMsat } from "../../domain/money.ts";
import { readEvents } from "../../orders/read-events.ts";
import type { HistoryLine } from "../../../ui/pages/order/view.ts";

/** An order's events as its page tells them; of their bodies only the amounts are shown. */
export async function historyOf(reader: Reader, orderId: string): Promise<HistoryLine[]> {
  const events = await readEvents(reader, orderId, 0n);
  return events.map(({ type, atMs, body }) => ({ type, atMs, ...amountsIn(body) }));
}

function amountsIn(body: string): Pick<HistoryLine, "amountMsat" | "refundableMsat"> {
  const fields: unknown = JSON.parse(body);
  const amountMsat = amount(fields, "amountMsat");
  const refundableMsat = amount(fields, "refundableMsat");
  return { ...(amountMsat !== undefined && { amountMsat }), ...(refundableMsat !== undefined && { refundableMsat }) };
}

function amount(fields: unknown, name: string): bigint | undefined {
  const value: unknown = typeof fields === "object" && fields !== null ? Reflect.get(fields, name) : undefined;
  return typeof value === "string" ? parseMsat(value) : undefined;
}
