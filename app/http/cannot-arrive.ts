import { arriving } from "../domain/receivability.ts";
import type { Order } from "../orders/find-order.ts";
import type { Hub } from "./context.ts";

type Asking = Pick<Order, "state" | "charge" | "totalMsat" | "paidMsat">;

/** Whether what is still due is more than can come over Lightning now; only of an open order that has an invoice. */
export async function cannotArrive(
  { receivable }: Hub,
  { state, charge, totalMsat, paidMsat }: Asking,
): Promise<boolean> {
  if (receivable === undefined || state !== "open" || charge.lightning === undefined) return false;
  return arriving(await receivable(), totalMsat - paidMsat) === "short";
}

/** The order as programs read it: with a word at an invoice that nobody should be shown. */
export async function withArrival<Placed extends Asking>(hub: Hub, order: Placed): Promise<Placed> {
  const { charge } = order;
  if (charge.lightning === undefined || !(await cannotArrive(hub, order))) return order;
  return { ...order, charge: { ...charge, lightning: { ...charge.lightning, cannotArrive: true } } };
}
