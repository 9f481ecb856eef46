import type { z } from "zod";
import type { Acting, Actor } from "../../accounts/acting.ts";
import { recordAct } from "../../accounts/record-act.ts";
import { validate } from "../../catalog/validate.ts";
import type { Invalid } from "../../catalog/validate.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { AddressCheck } from "../../gateways/web/port.ts";
import { receiverTrouble } from "./receiver-trouble.ts";
import type { ReceiverRefused } from "./receiver-trouble.ts";
import { givenSecrets } from "./secrets.ts";
import type { GivenSecrets } from "./secrets.ts";
import { eventsText, webhookInput } from "./webhook-input.ts";
import { MOST_WEBHOOKS } from "./webhook.ts";

export type AddedWebhook = { kind: "added"; id: string } & GivenSecrets;

type Wanted = z.input<typeof webhookInput>;

/** Tells a stall's events to an address from now on. The secrets are for its receiver. */
export async function addWebhook(
  deps: Acting & { secretKey: string; checkReceiver?: AddressCheck | undefined },
  actor: Actor,
  stallId: string,
  wanted: Wanted,
): Promise<AddedWebhook | Invalid | ReceiverRefused | Refused<"too-many-webhooks">> {
  const input = validate(webhookInput, wanted);
  if (isRefused(input)) return input;
  const trouble = await receiverTrouble(deps, input.url);
  if (trouble !== undefined) return trouble;
  return transact(deps.db, async (tx) => {
    const there = await tx.selectFrom("webhook").select("id").where("stall_id", "=", stallId).execute();
    if (there.length >= MOST_WEBHOOKS) return refuse("too-many-webhooks");
    const now = deps.clock();
    const id = newId("whk", now, deps.random);
    await tx
      .insertInto("webhook")
      .values({
        id,
        stall_id: stallId,
        url: input.url,
        events: eventsText(input.events),
        names: input.names,
        generation: 1n,
        rotated_at_ms: null,
        state: "on",
        off_reason: "",
        failing_since_ms: null,
        created_at_ms: now,
        updated_at_ms: now,
      })
      .execute();
    // Without its address, which may hold a password of the receiver's: events are never erased.
    await recordAct(tx, deps, actor, { type: "webhook.added", stream: stallId, body: { webhook: id } });
    return { kind: "added", id, ...givenSecrets(deps.secretKey, { id, generation: 1n }) };
  });
}
