import type { Logger } from "pino";
import { WEBHOOK_STREAM } from "../db/queue-webhooks.ts";
import { claimDue } from "../webhooks/outgoing/claim-due.ts";
import type { Claimed } from "../webhooks/outgoing/claim-due.ts";
import { deliver } from "../webhooks/outgoing/deliver.ts";
import type { Delivering } from "../webhooks/outgoing/deliver.ts";
import { Places } from "./places.ts";
import { startRounds } from "./rounds.ts";

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
  const places = new Places();
  const running = new Set<Promise<void>>();
  const leaving = new AbortController();

  const start = (delivery: Claimed) => {
    const leave = places.take(delivery.webhook_id);
    const done = deliver({ ...deps, signal: leaving.signal }, delivery)
      .catch((error: unknown) => log.error({ delivery: delivery.id, err: error }, "a webhook could not be sent"))
      .finally(() => {
        leave();
        running.delete(done);
        rounds.again();
      });
    running.add(done);
  };

  const take = async () => {
    if (places.free() === 0) return;
    const claim = Buffer.from(random(12)).toString("base64url");
    const due = { now: clock(), leaseMs: LEASE_MS, claim, limit: places.free(), limitOf: places.limits() };
    for (const delivery of await claimDue(db, due)) start(delivery);
  };

  const onFailure = (error: unknown) => log.error({ err: error }, "webhooks could not be claimed");
  const rounds = startRounds({ db, stream: WEBHOOK_STREAM, pollMs, take, onFailure });
  return {
    drain: (timeoutMs) =>
      rounds.drain(
        timeoutMs,
        () => running,
        () => leaving.abort(),
      ),
  };
}
