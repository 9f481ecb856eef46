import type { Reader } from "../../db/database.ts";
import type { SendingHalt } from "../sending-halt.ts";

export type HaltState = SendingHalt & {
  /** Whether the books were compared with the node since. */
  isCompared: boolean;
  /** How many wait to be sent, and how many of those look as if the node had paid them already. */
  waiting: number;
  lookPaid: number;
  /** How many wait to go on chain or as e-cash, where nobody can tell the hub whether they went. */
  unseen: number;
};

/** What has to be known before money is sent again. */
export async function readHalt(reader: Reader, halt: SendingHalt): Promise<HaltState> {
  const compared = await reader
    .selectFrom("reconciliation")
    .select("id")
    .where("state", "=", "done")
    .where("started_at_ms", ">=", halt.restoredAtMs)
    .executeTakeFirst();
  const waiting = await reader
    .selectFrom("outgoing")
    .select(["id", "destination_kind"])
    .where("state", "in", ["asked", "ready", "sending"])
    .execute();
  const named = await reader
    .selectFrom("finding")
    .select("outgoing_id")
    .where("kind", "=", "payment-unknown")
    .where("state", "=", "open")
    .execute();
  const looksPaid = new Set(named.map(({ outgoing_id }) => outgoing_id));
  return {
    ...halt,
    isCompared: compared !== undefined,
    waiting: waiting.length,
    lookPaid: waiting.filter(({ id }) => looksPaid.has(id)).length,
    unseen: waiting.filter(({ destination_kind }) => destination_kind === "chain" || destination_kind === "ecash")
      .length,
  };
}
