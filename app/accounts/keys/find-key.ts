import type { Reader } from "../../db/database.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { isLastWayIn } from "../last-way-in.ts";
import { listKeys } from "./list-keys.ts";
import type { AccountKey } from "./list-keys.ts";

/** One key of a person, and whether they could not come in any more without it. */
export async function findKey(
  reader: Reader,
  personId: string,
  id: string,
): Promise<{ kind: "key"; key: AccountKey; isLastWayIn: boolean } | Refused<"no-such-key">> {
  const key = (await listKeys(reader, personId)).find((own) => own.id === id);
  if (key === undefined) return refuse("no-such-key");
  return { kind: "key", key, isLastWayIn: await isLastWayIn(reader, personId) };
}
