import { send } from "./send.ts";
import type { Sending } from "./sending.ts";

const BATCH = 50;

/**
 * Takes everything one step further that is due, or was left on its way: by a crash, by a node that did not answer, by
 * a payment that takes its time. Answers how many have arrived.
 */
export async function sendDue(deps: Sending): Promise<number> {
  let sent = 0;
  for (const { id } of await due(deps)) if ((await send(deps, id)) === "sent") sent += 1;
  return sent;
}

async function due({ db, clock }: Sending): Promise<{ id: string }[]> {
  return (
    db
      .selectFrom("outgoing")
      .select("id")
      .where("state", "in", ["ready", "sending"])
      .where("next_try_ms", "<=", clock())
      // What is on its way first, because it keeps the rest of its balance waiting.
      .orderBy("state", "desc")
      .orderBy("next_try_ms")
      .orderBy("id")
      .limit(BATCH)
      .execute()
  );
}
