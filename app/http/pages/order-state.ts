import { orderMoves } from "../../domain/order-state.ts";
import type { OrderState } from "../../domain/order-state.ts";

/** The order state that an address names; undefined for anything else. */
export function orderStateFrom(text: string | undefined): OrderState | undefined {
  return text !== undefined && isState(text) ? text : undefined;
}

/** Every state has an entry in the table of moves, even those that nothing leaves. */
function isState(text: string): text is OrderState {
  return Object.hasOwn(orderMoves, text);
}
