import { msat } from "../../domain/money.ts";
import type { Receivable } from "./port.ts";
import type { SandboxStore } from "./sandbox-store.ts";

/** Ten bitcoin in one channel: a practice shop should not have to look after its channels. */
const AMPLE: Receivable = { totalMsat: msat(1_000_000_000_000n), largestMsat: msat(1_000_000_000_000n) };

/** What the sandbox node says it can receive; what it holds is taken off. */
export interface SandboxReceivable {
  now(): Receivable | undefined;
  limit(to: Receivable | undefined): void;
}

export function sandboxReceivable(store: SandboxStore): SandboxReceivable {
  let room: Receivable | undefined = AMPLE;
  return {
    now: () => room && without(room, store.heldMsat()),
    limit: (to) => {
      room = to;
    },
  };
}

function without({ totalMsat, largestMsat }: Receivable, heldMsat: bigint): Receivable {
  const left = totalMsat > heldMsat ? totalMsat - heldMsat : 0n;
  return { totalMsat: msat(left), largestMsat: msat(left < largestMsat ? left : largestMsat) };
}
