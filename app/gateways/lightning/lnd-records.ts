import { msat, msatFromSat } from "../../domain/money.ts";
import { SECOND_MS } from "../../domain/time.ts";
import { call, reading } from "./lnd-call.ts";
import type { LndServices } from "./lnd-connection.ts";
import { toPayment, toSettlement } from "./lnd-messages.ts";
import type { NodeFunds, OutgoingPayment, RecordsOf, RecordsPage, Settlement } from "./port.ts";

/** What the node could spend, by the macaroon that may look at its balances. */
export async function funds({ default: lightning }: LndServices): Promise<NodeFunds> {
  return reading("tell its balances", async () => {
    const channels = await call(lightning, lightning.channelBalance, {});
    const wallet = await call(lightning, lightning.walletBalance, {});
    return {
      channelMsat: msat(BigInt(channels.local_balance.msat)),
      chainMsat: msatFromSat(BigInt(wallet.confirmed_balance)),
    };
  });
}

export async function listSettled(
  { default: lightning }: LndServices,
  page: RecordsPage,
): Promise<RecordsOf<Settlement>> {
  return reading("list its invoices", async () => {
    const request = { ...placeOf(page), num_max_invoices: page.limit.toString(), pending_only: false };
    const { invoices, last_index_offset } = await call(lightning, lightning.listInvoices, request);
    const items = invoices.filter(({ state }) => state === "SETTLED").map(toSettlement);
    return { items, next: nextOf(invoices.length, page.limit, last_index_offset) };
  });
}

export async function listPayments(
  { default: lightning }: LndServices,
  page: RecordsPage,
): Promise<RecordsOf<OutgoingPayment>> {
  return reading("list its payments", async () => {
    const request = {
      ...placeOf(page),
      max_payments: page.limit.toString(),
      include_incomplete: true,
      omit_hops: true,
    };
    const { payments, last_index_offset } = await call(lightning, lightning.listPayments, request);
    return { items: payments.map(toPayment), next: nextOf(payments.length, page.limit, last_index_offset) };
  });
}

function placeOf({ fromMs, after = 0n }: RecordsPage) {
  return { index_offset: after.toString(), creation_date_start: (fromMs / SECOND_MS).toString() };
}

/** A page that is not full is the last one. */
function nextOf(found: number, limit: number, lastIndex: string): bigint | undefined {
  return found < limit ? undefined : BigInt(lastIndex);
}
