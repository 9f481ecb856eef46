import type { Db } from "../../../app/db/database.ts";
import { listTakenBack } from "../../../app/payments/list-taken-back.ts";
import { fine, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether goods have left for money that the chain took back afterwards. */
export async function checkTakenBack(db: Db): Promise<Finding> {
  const orders = await listTakenBack(db);
  if (orders.length === 0) return fine("payments", "every order that was served has its money");
  const named = orders.map(({ orderId, missingMsat }) => `${orderId} (${missingMsat} msat)`).join(", ");
  const text = `served, and the chain took the money back: ${named}. Ask the buyers, and wait for more confirmations`;
  return { ...warning("payments", text), own: [named] };
}
