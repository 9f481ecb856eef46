import { setTimeout as wait } from "node:timers/promises";
import { createChainAddress, createInvoice } from "lightning";
import { msatFromSat } from "../../../app/domain/money.ts";
import type { Msat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import type { Destination } from "../../../app/gateways/payee/port.ts";
import { askPayout } from "../../../app/payments/outgoing/ask-payout.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import { newOutgoingId } from "../../../app/payments/outgoing/record-by-hand.ts";
import type { StackNode } from "../../../scripts/regtest/stack.ts";
import type { Done } from "./crowd.ts";
import { LARGE_SAT, SMALL_SAT } from "./market.ts";
import type { Market } from "./market.ts";

const PAUSE_MS = 1_000;
/** One payout in so many goes to an address, if there is as much; orders over more than this go back to one. */
const TO_ADDRESS = 5;
const MOST_OVER_LIGHTNING_SAT = 10_000n;

type Asked = ReturnType<typeof askPayout> | ReturnType<typeof askRefund>;

/** Whoever waits for so many payouts does not ask for another: they go one after the other, and blocks take their time. */
const MOST_WAITED_FOR = 2;

/** The seller asks for a part of what there is. */
export async function payOut(market: Market, done: Done, signal: AbortSignal): Promise<void> {
  const { stallId, sellerId, dice } = market;
  await again(signal, async () => {
    if ((await waitedFor(market)) >= MOST_WAITED_FOR) return;
    const sat = dice.oneIn(TO_ADDRESS) ? LARGE_SAT / 2n : SMALL_SAT * BigInt(1 + dice.below(3));
    const form = { ...(await filledIn(market, sat)), stallId, by: { personId: sellerId } };
    if (await isAsked(dice.oneIn(2), () => askPayout(market, form))) done.payouts.push(form.id);
  });
}

async function waitedFor({ db }: Market): Promise<number> {
  const waiting = db.selectFrom("outgoing").select("id").where("purpose", "=", "payout");
  return (await waiting.where("state", "in", ["ready", "sending"]).execute()).length;
}

/** Orders go back, in part or in whole; more than what there is of one is refused. */
export async function giveBack(market: Market, done: Done, signal: AbortSignal): Promise<void> {
  const { sellerId, dice } = market;
  await again(signal, async () => {
    const order = done.ordered[dice.below(done.ordered.length)];
    if (order === undefined) return;
    const sat = BigInt(order.charge.amountMsat) / 1_000n;
    const form = { ...(await filledIn(market, dice.oneIn(2) ? sat : sat / 2n)), orderId: order.id };
    const ask = () => askRefund(market, { ...form, by: { personId: sellerId } });
    if (await isAsked(dice.oneIn(2), ask)) done.refunds.push(form.id);
  });
}

async function again(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await act();
    await wait(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** An amount, somewhere new for it to go, and the id of the form that asks for it. */
async function filledIn({ stack: { buyer }, clock, random }: Market, sat: bigint) {
  const amountMsat = msatFromSat(sat);
  const destination = await (sat > MOST_OVER_LIGHTNING_SAT ? newAddress(buyer) : newInvoice(buyer, amountMsat));
  return { id: newOutgoingId({ clock, random }), amountMsat, destination };
}

async function newAddress({ lnd }: StackNode): Promise<Destination> {
  const { address } = await createChainAddress({ lnd, format: "p2wpkh" });
  return { kind: "chain", text: address };
}

async function newInvoice({ lnd }: StackNode, amountMsat: Msat): Promise<Destination> {
  const { request } = await createInvoice({ lnd, mtokens: amountMsat.toString() });
  return { kind: "bolt11", text: request };
}

/** Some press twice at once: the form is one form. */
async function isAsked(isPressedTwice: boolean, ask: () => Asked): Promise<boolean> {
  const answers = await Promise.all(isPressedTwice ? [ask(), ask()] : [ask()]);
  return answers.some((answer) => !isRefused(answer));
}
