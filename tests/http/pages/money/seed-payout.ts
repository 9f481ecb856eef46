import { transact } from "../../../../app/db/transact.ts";
import { newId } from "../../../../app/domain/ids.ts";
import { writeOutgoing } from "../../../../app/payments/outgoing/write-outgoing.ts";
import type { TestHub } from "../../hub.ts";

/** A payout that waits for two people's yes. */
export async function seedPayout({ hub }: TestHub, stallId: string, askedBy: string): Promise<{ id: string }> {
  const { db, clock, random } = hub;
  const now = clock();
  const destination = { kind: "lightning-address", text: "mina@wallet.example" } as const;
  const what = { id: newId("out", now, random), purpose: "payout", stallId, orderId: null, askedBy } as const;
  return transact(db, (tx) =>
    writeOutgoing(tx, random, { ...what, destination, amountMsat: 1_000n, state: "asked", now }),
  );
}
