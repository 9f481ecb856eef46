import type { Db } from "../../db/database.ts";
import type { WebhookTable } from "../../db/schema.ts";
import type { Random } from "../../domain/ids.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { Clock } from "../../domain/time.ts";
import type { SafeFetch } from "../../gateways/web/port.ts";
import type { Claimed } from "./claim-due.ts";
import { bodyOf, headersOf, readBody } from "./message.ts";
import type { Told } from "./message.ts";
import { recordAttempt } from "./record-attempt.ts";
import type { Attempted } from "./record-attempt.ts";
import { currentKeys } from "./secrets.ts";

export type Delivering = {
  db: Db;
  clock: Clock;
  random: Random;
  secretKey: string;
  /** Gives a receiver 20 seconds. */
  fetchWebhook: SafeFetch;
  /** Aborts when the hub stops and waits no longer. */
  signal?: AbortSignal;
};

/** As much of an answer as helps to find out what went wrong there. */
const KEPT_CHARACTERS = 1_000;

/**
 * Sends one claimed message and writes down how that went. Whether a message without an answer arrived is unknown, and
 * it is sent again all the same: it moves no money, and receivers know it by its id.
 */
export async function deliver(deps: Delivering, delivery: Claimed): Promise<void> {
  const found = await read(deps.db, delivery);
  // Deleted, or switched off, since it was claimed.
  if (found === undefined) return;
  const { bug, ...attempted } = await send(deps, delivery, found);
  // The hub stops: nothing is written down, and whoever takes it over sends it again.
  if (deps.signal?.aborted === true) return;
  await recordAttempt(deps, delivery, attempted);
  if (bug !== undefined) throw bug;
}

type Found = { webhook: WebhookTable; told: Told };

async function read(db: Db, delivery: Claimed): Promise<Found | undefined> {
  const webhook = await db
    .selectFrom("webhook")
    .selectAll()
    .where("id", "=", delivery.webhook_id)
    .where("state", "=", "on")
    .executeTakeFirst();
  if (webhook === undefined) return undefined;
  const event = await db.selectFrom("event").selectAll().where("id", "=", delivery.event_id).executeTakeFirstOrThrow();
  const { stream, at_ms: atMs, body } = event;
  return { webhook, told: { stream, stallId: webhook.stall_id, atMs, body: readBody(body) } };
}

type Sent = Attempted & { bug?: Error };

async function send(deps: Delivering, delivery: Claimed, { webhook, told }: Found): Promise<Sent> {
  const { clock, secretKey, fetchWebhook, signal } = deps;
  const atMs = clock();
  const began = { atMs, status: null, retryAfter: null, answer: "", error: "" };
  const took = () => ({ tookMs: clock() > atMs ? clock() - atMs : 0n });
  try {
    const body = bodyOf(delivery, told);
    const headers = headersOf(delivery, body, currentKeys(secretKey, webhook, atMs), atMs);
    const request = { method: "POST", headers, body: new Uint8Array(body), ...(signal !== undefined && { signal }) };
    const response = await fetchWebhook(webhook.url, request);
    const answer = storable(await response.text());
    return { ...began, ...took(), status: response.status, retryAfter: response.headers.get("retry-after"), answer };
  } catch (error) {
    return { ...began, ...took(), ...whyNot(error) };
  }
}

/** The beginning, as a database takes it and a page can show it. */
function storable(text: string): string {
  return text.slice(0, KEPT_CHARACTERS).toWellFormed().replaceAll(UNSHOWN, "\u{fffd}");
}

const UNSHOWN = /[^\P{Cc}\n\r\t]/gu;

function whyNot(error: unknown): { error: string; bug?: Error } {
  if (error instanceof OutcomeUnknown || error instanceof NotApplied || error instanceof Misconfigured)
    return { error: storable(error.message) };
  return { error: "the hub could not send this", bug: error instanceof Error ? error : new Error(String(error)) };
}
