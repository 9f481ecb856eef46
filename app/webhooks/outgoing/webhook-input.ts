import { z } from "zod";
import { isWebhookEvent } from "../../domain/webhook-events.ts";
import type { WebhookEvent } from "../../domain/webhook-events.ts";

const LONGEST_URL = 500;

/** What may be asked at all; whether it is a public place is seen by whoever goes there, at each message anew. */
const url = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_URL)
  .refine(
    isAddress,
    "must be a web address such as https://shop.example/hook, without a name, a password or a fragment",
  );

function isAddress(text: string): boolean {
  const address = URL.parse(text);
  if (address === null || !/^https?:$/.test(address.protocol)) return false;
  return `${address.username}${address.password}${address.hash}` === "" && /^[\x21-\x7e]+$/.test(text);
}

const event = z.string().refine(isWebhookEvent, "must be one of the types in docs/webhooks.md");

export const webhookInput = z.strictObject({
  url,
  /** Null for all, also for those that are added to the hub later. */
  events: z.array(event).min(1).max(50).nullable(),
  names: z.enum(["hub", "btcpay"]),
});

export const webhookChanges = webhookInput.partial();

/** As the column holds it: `*`, or a JSON list without repeats. */
export function eventsText(events: readonly string[] | null): string {
  return events === null ? "*" : JSON.stringify([...new Set(events)].toSorted());
}

export function eventsIn(text: string): readonly WebhookEvent[] | null {
  if (text === "*") return null;
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.filter((each) => typeof each === "string").filter(isWebhookEvent) : [];
}
