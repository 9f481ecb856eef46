import { IN_FLIGHT_MS, requestInvoice } from "./request-invoice.ts";
import type { Invoicing } from "./request-invoice.ts";

const BATCH = 50;

/**
 * Gets the invoice for open charges that were left without one: the hub was killed while it asked, or the
 * node was away. Answers how many have theirs now; stops at a node that does not answer.
 */
export async function finishInvoices(deps: Invoicing): Promise<number> {
  let finished = 0;
  for (const chargeId of await chargesWithoutInvoice(deps)) {
    const invoiced = await requestInvoice(deps, chargeId);
    if (invoiced.kind === "invoiced") finished += 1;
    else if (invoiced.reason === "node-unavailable") break;
  }
  return finished;
}

async function chargesWithoutInvoice({ db, clock }: Invoicing): Promise<string[]> {
  const now = clock();
  const rows = await db
    .selectFrom("charge")
    .select("charge.id")
    .where("charge.state", "=", "open")
    .where("expires_at_ms", ">", now)
    .where("created_at_ms", "<=", now - IN_FLIGHT_MS)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("lightning_invoice")
            .select("payment_hash")
            .whereRef("charge_id", "=", "charge.id")
            .where("bolt11", "is not", null),
        ),
      ),
    )
    .limit(BATCH)
    .execute();
  return rows.map((row) => row.id);
}
