import { transact } from "../db/transact.ts";
import type { Acting, Visit } from "./acting.ts";
import type { CountedFailure, FailureKind, Failures } from "./failures.ts";
import { NOBODY, recordAct } from "./record-act.ts";

export type Failing = Acting & { failures: Failures };

/** All tries of strangers, whatever they tried with. */
const STREAM = "sign-in";

/** Writes down that somebody unknown tried to come in, unless this minute has such a row already. */
export async function recordFailure(deps: Failing, visit: Visit, kind: FailureKind): Promise<void> {
  const count = deps.failures.add(visit.door, kind, deps.clock());
  if (count > 0) await write(deps, { door: visit.door, kind, count }, visit.device);
}

/** Writes down the tries of past minutes that were only counted. */
export async function recordCountedFailures(deps: Failing): Promise<void> {
  for (const failure of deps.failures.takeDue(deps.clock())) await write(deps, failure, "");
}

async function write(deps: Acting, { door, kind, count }: CountedFailure, device: string): Promise<void> {
  const act = { type: "sign-in.failed", stream: STREAM, body: { by: kind, count: count.toString() } };
  await transact(deps.db, (tx) => recordAct(tx, deps, { personId: NOBODY, door, device }, act));
}
