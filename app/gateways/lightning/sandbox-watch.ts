import { toInvoice, toSettlement } from "./sandbox-rows.ts";
import type { SandboxStore } from "./sandbox-store.ts";
import type { Line, Streams } from "./sandbox-streams.ts";
import type { Invoice, Settlement } from "./port.ts";

type Source = { store: SandboxStore; streams: Streams };

/** Reports settlements as LND does: an index of zero asks for new ones only. */
export async function watchSettlements(
  { store, streams }: Source,
  afterSettleIndex: bigint,
  onSettled: (settlement: Settlement) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const line = streams.open(signal);
  let cursor = afterSettleIndex === 0n ? store.node().settle_index : afterSettleIndex;
  try {
    do {
      for (const settlement of repeated(store, line)) await onSettled(settlement);
      for (const settlement of newer(store, line, cursor)) {
        await onSettled(settlement);
        cursor = settlement.settleIndex;
      }
    } while (await line.changed());
  } finally {
    line.close();
  }
}

function* newer(store: SandboxStore, line: Line, cursor: bigint): Generator<Settlement> {
  let last = cursor;
  // A dropped line may mean that the store is closed.
  while (line.isOpen()) {
    const row = store.nextSettled(last);
    if (row === undefined) return;
    const settlement = toSettlement(row);
    last = settlement.settleIndex;
    yield settlement;
  }
}

function* repeated(store: SandboxStore, line: Line): Generator<Settlement> {
  for (const paymentHash of line.takeRepeats()) {
    const row = line.isOpen() ? store.invoice(paymentHash) : undefined;
    if (row?.state === "settled") yield toSettlement(row);
  }
}

/** Reports the states of one invoice until it is settled or cancelled; an unknown one is waited for, as LND does. */
export async function watchHold(
  { store, streams }: Source,
  paymentHash: string,
  onChange: (invoice: Invoice) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const line = streams.open(signal);
  let reported: Invoice["state"] | undefined;
  try {
    do {
      const row = store.invoice(paymentHash);
      if (row !== undefined && row.state !== reported) {
        reported = row.state;
        await onChange(toInvoice(row));
      }
    } while (reported !== "settled" && reported !== "cancelled" && (await line.changed()));
  } finally {
    line.close();
  }
}
