import type { Reader } from "../../db/database.ts";
import { balances } from "../../payments/balances.ts";
import { countWaiting } from "../../orders/list-orders.ts";
import type { Person } from "../acting.ts";

/** Why somebody cannot be erased yet: they own the hub, or they are the last one at a stall with something open. */
export type Hold =
  | { kind: "owner" }
  | {
      kind: "stall";
      title: string;
      /** Orders that are not finished; a hundred stands for a hundred or more. */
      orders: number;
      /** What the hub still owes the stall, and what of its money has to go back to buyers. */
      owedMsat: bigint;
      refundableMsat: bigint;
    };

const MOST_COUNTED = 100;

/** What has to be settled before a person can be erased; undefined when nothing has. */
export async function whatHolds(
  reader: Reader,
  person: Pick<Person, "id" | "role" | "stallId">,
): Promise<Hold | undefined> {
  if (person.role === "owner") return { kind: "owner" };
  const { stallId } = person;
  if (stallId === undefined || (await hasAnotherSeller(reader, stallId, person.id))) return undefined;
  const [waiting, sums] = await Promise.all([countWaiting(reader, stallId), balances(reader, stallId)]);
  const orders = [...waiting.values()].reduce((sum, each) => sum + each, 0);
  // What the hub owes is booked as negative.
  const owedMsat = -(sums.get("liability:seller") ?? 0n);
  const refundableMsat = -(sums.get("liability:refundable") ?? 0n);
  if (orders === 0 && owedMsat === 0n && refundableMsat === 0n) return undefined;
  const stall = await reader.selectFrom("stall").select("title").where("id", "=", stallId).executeTakeFirst();
  return { kind: "stall", title: stall?.title ?? "", orders: Math.min(orders, MOST_COUNTED), owedMsat, refundableMsat };
}

async function hasAnotherSeller(reader: Reader, stallId: string, personId: string): Promise<boolean> {
  const other = await reader
    .selectFrom("person")
    .select("id")
    .where("stall_id", "=", stallId)
    .where("state", "=", "active")
    .where("id", "!=", personId)
    .executeTakeFirst();
  return other !== undefined;
}
