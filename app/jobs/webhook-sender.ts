import type { Logger } from "pino";
import { WEBHOOK_STREAM } from "../db/queue-webhooks.ts";
import { claimDue } from "../webhooks/outgoing/claim-due.ts";
import type { Claimed } from "../webhooks/outgoing/claim-due.ts";
import { deliver } from "../webhooks/outgoing/deliver.ts";
import type { Delivering } from "../webhooks/outgoing/deliver.ts";
import { Bell } from "./bell.ts";
import { Places } from "./places.ts";

export type WebhookSending = Omit<Delivering, "signal"> & {
  log: Pick<Logger, "error">;
  /** How often to look for messages whose time has come, and for news that was missed. */
  pollMs: number;
};

export type WebhookSender = {
  /**
   * Takes nothing more and waits for what is being sent; after `timeoutMs` it is left to whoever runs next, who sends
   * it again.
   */
  drain(timeoutMs: number): Promise<void>;
};

/** Longer than a try takes, so that nobody takes over what somebody is still waiting for. */
const LEASE_MS = 60_000n;

/** Sends messages as they become due, until drained. A receiver that is slow, silent or gone costs only its own turn. */
export function startWebhookSender(deps: WebhookSending): WebhookSender {
  const { db, clock, random, log, pollMs } = deps;
  const bell = new Bell();
  const places = new Places();
  const running = new Set<Promise<void>>();
  const [draining, leaving] = [new AbortController(), new AbortController()];
  const stopListening = db.changes.listen(WEBHOOK_STREAM, () => bell.ring());

  const start = (delivery: Claimed) => {
    const leave = places.take(delivery.webhook_id);
    const done = deliver({ ...deps, signal: leaving.signal }, delivery)
      .catch((error: unknown) => log.error({ delivery: delivery.id, err: error }, "a webhook could not be sent"))
      .finally(() => {
        leave();
        running.delete(done);
        bell.ring();
      });
    running.add(done);
  };

  const takeWhatIsDue = async () => {
    if (places.free() === 0) return;
    const claim = Buffer.from(random(12)).toString("base64url");
    const due = { now: clock(), leaseMs: LEASE_MS, claim, limit: places.free(), limitOf: places.limits() };
    for (const delivery of await claimDue(db, due)) start(delivery);
  };

  const work = async () => {
    while (!draining.signal.aborted) {
      await takeWhatIsDue().catch((error: unknown) => log.error({ err: error }, "webhooks could not be claimed"));
      await bell.heard(pollMs);
    }
  };

  const working = work();
  return {
    drain: async (timeoutMs) => {
      draining.abort();
      stopListening();
      bell.ring();
      await working;
      const timer = setTimeout(() => leaving.abort(), timeoutMs);
      await Promise.all(running);
      clearTimeout(timer);
    },
  };
}
