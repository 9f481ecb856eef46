import { recordAct } from "../../accounts/record-act.ts";
import type { By } from "../../db/append-event.ts";
import type { Db, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { HubFee } from "../../domain/hub-fee.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";
import { currentHubFee } from "../current-hub-fee.ts";

type Setting = { db: Db; clock: Clock; random: Random };

/** From now on the hub keeps so much. Orders that are placed already keep what they were promised. */
export async function setHubFee(deps: Setting, fee: HubFee, by: By): Promise<"set" | "same"> {
  return transact(deps.db, async (tx) => {
    const before = await currentHubFee(tx);
    if (before.ppm === fee.ppm && before.leastMsat === fee.leastMsat) return "same";
    await tx
      .insertInto("hub_fee")
      .values({
        number: (await lastNumber(tx)) + 1n,
        ppm: fee.ppm,
        least_msat: fee.leastMsat,
        set_by: by.personId,
        at_ms: deps.clock(),
      })
      .execute();
    const body = { ppm: fee.ppm.toString(), leastMsat: fee.leastMsat.toString() };
    await recordAct(tx, deps, by, { type: "hub-fee.changed", stream: "money-rules", body });
    return "set";
  });
}

async function lastNumber(tx: Tx): Promise<bigint> {
  const { last } = await tx
    .selectFrom("hub_fee")
    .select((eb) => eb.fn.max<bigint | null>("number").as("last"))
    .executeTakeFirstOrThrow();
  return last ?? 0n;
}
