import { transact } from "../db/transact.ts";
import type { Acting } from "./cancel.ts";
import { FINISHED, forgetBuyer } from "./forget-buyer.ts";

const BATCH = 100;

/**
 * Who erased themself while something was still on its way left an address behind, without which it would not
 * arrive. It goes as soon as the order has ended. Answers how many orders were made nobody's.
 */
export async function eraseLeftDeliveries(deps: Acting): Promise<number> {
  const left = await deps.db
    .selectFrom("person")
    .innerJoin("orders", "orders.person_id", "person.id")
    .select("orders.id")
    .where("person.state", "=", "erased")
    .where("orders.state", "in", FINISHED)
    .limit(BATCH)
    .execute();
  for (const { id } of left) await transact(deps.db, (tx) => forgetBuyer(tx, deps, id));
  return left.length;
}
