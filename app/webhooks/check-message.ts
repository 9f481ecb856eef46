import { z } from "zod";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { DAY_MS } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";
import { checkStandard, isSignedBtcpay, readWebhookSecret } from "../domain/webhook-signature.ts";
import type { GenuineMessage, WebhookHeaders, WebhookSource } from "./source.ts";

/** BTCPay tries again for about an hour, each time with a new time; only a replay would be older. */
export const LONGEST_AGE_MS = DAY_MS;

const LONGEST_ID = 200;

/** What BTCPay writes into every body: its signature covers no header. */
const btcpayBody = z.object({
  deliveryId: z.string().min(1).max(LONGEST_ID),
  /** The first try's id, so that the same news under a new id is still the same. */
  originalDeliveryId: z.string().min(1).max(LONGEST_ID).nullish(),
  timestamp: z.number().min(0).max(1e12),
});

type Checked = GenuineMessage | Refused<"bad-signature" | "stale-message">;

/** Whether a message comes from whom it says, and now. Its body is looked at only after its signature was right. */
export function checkMessage(source: WebhookSource, headers: WebhookHeaders, body: Uint8Array, now: UnixMs): Checked {
  if (source.scheme === "btcpay") return checkBtcpay(source.secret, headers, body, now);
  const id = headers.get("webhook-id") ?? "";
  if (id.length > LONGEST_ID) return refuse("bad-signature");
  const keys = source.secrets.flatMap((secret) => readWebhookSecret(secret) ?? []);
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const signature = headers.get("webhook-signature") ?? "";
  const found = checkStandard(keys, { id, timestamp, signature, body }, now);
  return found === "good" ? { kind: "genuine", id } : refuse(found);
}

function checkBtcpay(secret: string, headers: WebhookHeaders, body: Uint8Array, now: UnixMs): Checked {
  if (!isSignedBtcpay(secret, headers.get("btcpay-sig") ?? "", body)) return refuse("bad-signature");
  const { data } = btcpayBody.safeParse(jsonIn(body));
  // Without an id and a time the same bytes could come for ever.
  if (data === undefined) return refuse("stale-message");
  const apart = Number(now) - data.timestamp * 1000;
  if (Math.abs(apart) > Number(LONGEST_AGE_MS)) return refuse("stale-message");
  return { kind: "genuine", id: data.originalDeliveryId ?? data.deliveryId };
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}
