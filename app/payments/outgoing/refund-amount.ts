import { ceilToSat, divideUp, msat, MSAT_PER_BTC } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { SAT } from "../../domain/price.ts";
import type { Price, Rate } from "../../domain/price.ts";

/** What goes back: what the order never needed, everything there is of it, or an amount that somebody names. */
export type RefundPart = "owed" | "all" | "some";
/** What it is worth: the sats that were paid, or as many as its price in a currency buys today. */
export type RefundWorth = "paid" | "today";

/** An order's money as far as it can go back. */
export type Returnable = {
  owedMsat: bigint;
  earnedMsat: bigint;
  /** What the order was priced at; undefined for one priced in sats. */
  orderRate: Rate | undefined;
  todayRate: Rate | undefined;
};

/** `named` is in sats or in the order's currency; only for a part that somebody names. */
export type RefundWish = { part: RefundPart; worth: RefundWorth; named: Price | undefined };

export type RefundAmount = {
  amountMsat: Msat;
  /** The same in sats at both rates, before the limit; undefined where there is only one way to count. */
  paidMsat: Msat;
  todayMsat: Msat | undefined;
  /** What it is worth in the order's currency. */
  worth: Price | undefined;
  /** There is not that much of it, so all there is goes back. */
  isCapped: boolean;
};

/** Counts what goes back, in whole sats and never more than was received and is still here; undefined for nothing. */
export function refundAmount(of: Returnable, { part, worth, named }: RefundWish): RefundAmount | undefined {
  const limit = wholeSats(of.owedMsat + of.earnedMsat);
  const wanted = part === "some" ? namedAmount(of, named) : paidFor(of, part);
  if (wanted === undefined) return undefined;
  const { paidMsat, price } = wanted;
  const todayMsat = price === undefined ? undefined : satsFor(price, of.todayRate);
  const chosen = worth === "today" ? todayMsat : paidMsat;
  if (chosen === undefined || chosen === 0n) return undefined;
  const amountMsat = chosen < limit ? chosen : limit;
  return { amountMsat, paidMsat, todayMsat, worth: price, isCapped: chosen > limit };
}

type Wanted = { paidMsat: Msat; price: Price | undefined };

function paidFor(of: Returnable, part: "owed" | "all"): Wanted {
  const paidMsat = wholeSats(part === "owed" ? of.owedMsat : of.owedMsat + of.earnedMsat);
  return { paidMsat, price: priceOf(paidMsat, of.orderRate) };
}

function namedAmount(of: Returnable, named: Price | undefined): Wanted | undefined {
  if (named === undefined || named.minor <= 0n) return undefined;
  if (named.currency === SAT) {
    const paidMsat = msat(named.minor * 1_000n);
    return { paidMsat, price: priceOf(paidMsat, of.orderRate) };
  }
  const paidMsat = named.currency === of.orderRate?.currency ? satsFor(named, of.orderRate) : undefined;
  return paidMsat === undefined ? undefined : { paidMsat, price: named };
}

/** Rounded half up, as people are shown it. */
function priceOf(amountMsat: bigint, rate: Rate | undefined): Price | undefined {
  if (rate === undefined) return undefined;
  const minor = (amountMsat * rate.minorPerBtc * 2n + MSAT_PER_BTC) / (MSAT_PER_BTC * 2n);
  return { currency: rate.currency, minor };
}

/** Rounded up to whole sats, so that nobody gets back less than the price says. */
function satsFor({ currency, minor }: Price, rate: Rate | undefined): Msat | undefined {
  if (rate === undefined || rate.currency !== currency) return undefined;
  return ceilToSat(msat(divideUp(minor * MSAT_PER_BTC, rate.minorPerBtc)));
}

function wholeSats(amountMsat: bigint): Msat {
  return msat(amountMsat <= 0n ? 0n : amountMsat - (amountMsat % 1_000n));
}
