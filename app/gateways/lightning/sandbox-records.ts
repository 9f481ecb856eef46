import { msat } from "../../domain/money.ts";
import type { NodeFunds, OutgoingPayment, RecordsOf, RecordsPage, Settlement } from "./port.ts";
import { toPayment, toSettlement } from "./sandbox-rows.ts";
import type { SandboxStore } from "./sandbox-store.ts";

/** The sandbox node has no wallet on chain; the sandbox chain is apart from it. */
export function funds(store: SandboxStore): NodeFunds {
  return { channelMsat: msat(store.node().spendable_msat), chainMsat: msat(0n) };
}

/** It does not remember when an invoice was made, so it goes by when it was settled, which is later. */
export function listSettled(store: SandboxStore, { fromMs, after = 0n, limit }: RecordsPage): RecordsOf<Settlement> {
  const rows = store.settledFrom(fromMs, after, limit);
  const last = rows.at(-1)?.settle_index ?? undefined;
  return { items: rows.map(toSettlement), next: rows.length < limit ? undefined : last };
}

/** All of them: when each was begun it does not remember. `after` counts those already told. */
export function listPayments(store: SandboxStore, { after = 0n, limit }: RecordsPage): RecordsOf<OutgoingPayment> {
  const rows = store.payments(after, limit);
  return { items: rows.map(toPayment), next: rows.length < limit ? undefined : after + BigInt(rows.length) };
}
