/** Where an order is; moved only by the transition function. */
export type OrderState = "open" | "paid" | "shipped" | "received" | "closed" | "expired" | "cancelled";

/** Where the request for an order's money is. */
export type ChargeState = "open" | "paid" | "expired" | "cancelled";

/**
 * Every allowed move. `expired → paid` is the late payment that the node still took and the
 * stall could still serve; nothing else leaves an end state. `paid → open` is a payment that the chain
 * took back before anything was done for it.
 */
export const orderMoves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  open: ["paid", "expired", "cancelled"],
  paid: ["shipped", "received", "closed", "open"],
  shipped: ["received", "closed"],
  received: ["closed"],
  closed: [],
  expired: ["paid"],
  cancelled: [],
};

/** `expired → paid` and `paid → open` as above; `cancelled` never becomes paid, its money is refundable. */
export const chargeMoves: Readonly<Record<ChargeState, readonly ChargeState[]>> = {
  open: ["paid", "expired", "cancelled"],
  paid: ["open"],
  expired: ["paid"],
  cancelled: [],
};
