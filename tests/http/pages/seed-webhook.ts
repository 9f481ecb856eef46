import { isRefused } from "../../../app/domain/refusal.ts";
import { addWebhook } from "../../../app/webhooks/outgoing/add-webhook.ts";
import { testWebhook } from "../../../app/webhooks/outgoing/send-again.ts";
import { visit } from "../../support/visit.ts";
import type { TestHub } from "../hub.ts";

/** A stall's webhook with one message that waits to be sent. */
export async function seedWebhook(
  { hub }: TestHub,
  stallId: string,
  personId: string,
): Promise<{ webhook: string; delivery: string }> {
  const actor = { personId, ...visit };
  const wanted = { url: "https://receiver.example/hook", events: ["order.paid"], names: "hub" as const };
  const added = await addWebhook(hub, actor, stallId, wanted);
  if (isRefused(added)) throw new Error(added.reason);
  const queued = await testWebhook(hub, actor, { stallId, id: added.id });
  if (isRefused(queued)) throw new Error(queued.reason);
  return { webhook: added.id, delivery: queued.id };
}
