import type { WebhookEvent } from "../../../../app/domain/webhook-events.ts";
import { usePage } from "../../../page.ts";
import { EVENT_GROUPS } from "./webhook-form.ts";

/** "Orders: Paid" for an event that somebody can want; its own name for others. */
export function eventInWords(type: string): string {
  const { t } = usePage();
  for (const group of ["orders", "payments", "refunds", "payouts"] as const) {
    const events: readonly WebhookEvent[] = EVENT_GROUPS[group];
    const event = events.find((each) => each === type);
    if (event !== undefined) return `${t(`webhooks.group.${group}`)}: ${t(`webhooks.event.${event}`)}`;
  }
  return type === "webhook.test" ? t("webhooks.event.test") : type;
}
