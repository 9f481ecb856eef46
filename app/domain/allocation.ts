import type { OrderState } from "./order-state.ts";

/** What is known of an order's money; all in msat. */
export type Received = {
  state: OrderState;
  /** Everything that came and was not taken back by its rail. */
  receivedMsat: bigint;
  totalMsat: bigint;
  /** What the hub was promised for this order. */
  hubFeeMsat: bigint;
  /** On-chain amounts are whole sats, rounded up for the buyer: less than one sat too much is only that. */
  hasChainPayment: boolean;
};

/** Whose it is. The four add up to what was received. */
export type Allocation = { pending: bigint; seller: bigint; hubFee: bigint; refundable: bigint };

const ONE_SAT_MSAT = 1_000n;
const PAID: readonly OrderState[] = ["paid", "shipped", "received", "closed"];

/**
 * To whom an order's money belongs: to nobody yet while the order is open, to its buyer when the order ended unpaid,
 * to seller and hub once it is paid, and what is too much to the buyer. It depends on where the order is and on what
 * was received alone, never on how it came there, so books can always be brought in line with it.
 */
export function allocate(received: Received): Allocation {
  const { state, receivedMsat } = received;
  if (state === "open") return { pending: receivedMsat, seller: 0n, hubFee: 0n, refundable: 0n };
  if (!PAID.includes(state)) return { pending: 0n, seller: 0n, hubFee: 0n, refundable: receivedMsat };
  const refundable = excessOf(received);
  const used = receivedMsat - refundable;
  const hubFee = received.hubFeeMsat < used ? received.hubFeeMsat : used;
  return { pending: 0n, seller: used - hubFee, hubFee, refundable };
}

/** What came beyond the total and has to go back. */
export function excessOf({
  receivedMsat,
  totalMsat,
  hasChainPayment,
}: Pick<Received, "receivedMsat" | "totalMsat" | "hasChainPayment">): bigint {
  const over = receivedMsat > totalMsat ? receivedMsat - totalMsat : 0n;
  return hasChainPayment && over < ONE_SAT_MSAT ? 0n : over;
}
