import type { EcashRequest, WaysToPay } from "../../payment-uri.ts";
import type { Order, OrderPayment } from "../../../app/orders/find-order.ts";
import type { SeenOutput } from "../../../app/payments/find-chain-charge.ts";

export const MSAT_PER_SAT = 1_000n;

/** Dust: wallets send no smaller output (as in app/domain/confirmations.ts). */
const LEAST_ON_CHAIN_MSAT = 546_000n;

/** What an order still waits for, and how it can be sent. */
export interface Due {
  /** What is here and counts. */
  hereMsat: bigint;
  /** Seen on chain and not deep enough yet. */
  coming: readonly SeenOutput[];
  comingMsat: bigint;
  /** Of that, e-cash whose mint cannot be asked now. */
  heldMsat: bigint;
  /** What nobody has sent yet. */
  missingMsat: bigint;
  /** Empty when nothing is missing, or when there is no way to send only that. */
  ways: WaysToPay;
}

export function dueOf(order: Order, ecash?: EcashRequest): Due {
  const { chain, amountMsat } = order.charge;
  const coming = comingTo(order);
  const { heldMsat } = order.charge;
  const comingMsat = coming.reduce((sum: bigint, output) => sum + output.amountMsat, heldMsat);
  // With an address the hub says itself what is to be sent, in whole sats; without one all that came counts as here.
  const dueMsat = chain === undefined ? amountMsat - order.paidMsat : chain.amountSat * MSAT_PER_SAT;
  const missingMsat = dueMsat > comingMsat ? dueMsat - comingMsat : 0n;
  const hereMsat = order.paidMsat;
  const isUntouched = hereMsat + comingMsat === 0n;
  return {
    hereMsat,
    coming,
    comingMsat,
    heldMsat,
    missingMsat,
    ways: {
      ...(isUntouched ? allWays(order) : restWays(order, missingMsat, comingMsat)),
      ...(missingMsat > 0n && comingMsat === 0n && { ecash }),
    },
  };
}

function allWays({ charge }: Order): WaysToPay {
  return { bolt11: charge.lightning?.bolt11, chain: charge.chain };
}

/** The invoice asks for everything that does not count yet, so not while some of it is on its way; and no wallet sends dust. */
function restWays({ charge }: Order, missingMsat: bigint, comingMsat: bigint): WaysToPay {
  const bolt11 = comingMsat === 0n ? charge.lightning?.bolt11 : undefined;
  if (charge.chain === undefined || missingMsat < LEAST_ON_CHAIN_MSAT) return { bolt11 };
  return { bolt11, chain: { address: charge.chain.address, amountSat: missingMsat / MSAT_PER_SAT } };
}

/** What was seen on chain without being a payment yet. */
export function comingTo({ charge, payments }: Order): SeenOutput[] {
  const counted = new Set(payments.filter(stands).map(({ reference }) => reference.replace(/#\d+$/, "")));
  return (charge.chain?.seen ?? []).filter(({ txid, vout }) => !counted.has(`${txid}:${vout}`));
}

export function stands({ reversedAtMs }: OrderPayment): boolean {
  return reversedAtMs === undefined;
}
