import { NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import type { LightningReceiver } from "../gateways/lightning/port.ts";
import { checkInvoice } from "./check-invoice.ts";
import type { Observing } from "./observe-settlement.ts";

export type Swept = { checked: number; settled: number; unreachable: boolean };

const PAGE = 100;

/**
 * Asks the node about every invoice that may still be paid or whose making was left unfinished. What a
 * broken stream missed is found here; an expired charge stays in until the node says that it cancelled.
 */
export async function sweepInvoices(deps: Observing, node: LightningReceiver): Promise<Swept> {
  const swept: Swept = { checked: 0, settled: 0, unreachable: false };
  for (let after = ""; ;) {
    const page = await watchedAfter(deps, after);
    for (const paymentHash of page) {
      if (!(await checkOne(deps, node, paymentHash, swept))) return { ...swept, unreachable: true };
    }
    const last = page.at(-1);
    if (last === undefined) return swept;
    after = last;
  }
}

async function checkOne(deps: Observing, node: LightningReceiver, paymentHash: string, swept: Swept): Promise<boolean> {
  try {
    const state = await checkInvoice(deps, node, paymentHash);
    swept.checked += 1;
    if (state === "settled") swept.settled += 1;
    return true;
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown) return false;
    throw error;
  }
}

async function watchedAfter({ db }: Observing, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom("lightning_invoice")
    .select("payment_hash")
    .where("state", "in", ["intended", "open"])
    .where("payment_hash", ">", after)
    .orderBy("payment_hash")
    .limit(PAGE)
    .execute();
  return rows.map((row) => row.payment_hash);
}
