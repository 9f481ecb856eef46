import type { z } from "zod";
import type { Acting, Actor } from "../../accounts/acting.ts";
import { recordAct } from "../../accounts/record-act.ts";
import { validate } from "../../catalog/validate.ts";
import type { Invalid } from "../../catalog/validate.ts";
import type { Tx } from "../../db/database.ts";
import type { WebhookTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { AddressCheck } from "../../gateways/web/port.ts";
import { receiverTrouble } from "./receiver-trouble.ts";
import type { ReceiverRefused } from "./receiver-trouble.ts";
import { givenSecrets } from "./secrets.ts";
import type { GivenSecrets } from "./secrets.ts";
import { switchOff } from "./switch-off.ts";
import { eventsText, webhookChanges } from "./webhook-input.ts";
import { ownWebhook } from "./webhook.ts";

/** Which webhook; `stallId` keeps a seller to their own. */
export type WhichWebhook = { stallId: string; id: string };

type Unknown = Refused<"unknown-webhook">;

/** Changes where messages go, what about, or in whose words. What waits is sent to the new address. */
export async function editWebhook(
  deps: Acting & { checkReceiver?: AddressCheck | undefined },
  actor: Actor,
  which: WhichWebhook,
  wanted: z.input<typeof webhookChanges>,
): Promise<{ kind: "edited" } | Invalid | ReceiverRefused | Unknown> {
  const changes = validate(webhookChanges, wanted);
  if (isRefused(changes)) return changes;
  const { url, events, names } = changes;
  const trouble = await receiverTrouble(deps, url);
  if (trouble !== undefined) return trouble;
  const fields = Object.keys(changes).toSorted();
  return withWebhook(deps, which, async (tx) => {
    const set = {
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events: eventsText(events) }),
      ...(names !== undefined && { names }),
    };
    await tx
      .updateTable("webhook")
      .set({ ...set, updated_at_ms: deps.clock() })
      .where("id", "=", which.id)
      .execute();
    await record(tx, deps, actor, which, { type: "webhook.edited", fields });
    return { kind: "edited" };
  });
}

/** Messages go out again from now on; what happened while it was off is not told. */
export async function switchWebhookOn(
  deps: Acting,
  actor: Actor,
  which: WhichWebhook,
): Promise<{ kind: "switched" } | Unknown> {
  return withWebhook(deps, which, async (tx) => {
    const on = await tx
      .updateTable("webhook")
      .set({ state: "on", off_reason: "", failing_since_ms: null, updated_at_ms: deps.clock() })
      .where("id", "=", which.id)
      .where("state", "=", "off")
      .executeTakeFirst();
    if (on.numUpdatedRows === 1n) await record(tx, deps, actor, which, { type: "webhook.switched-on" });
    return { kind: "switched" };
  });
}

/** No message goes out any more, not even those that waited. */
export async function switchWebhookOff(
  deps: Acting,
  actor: Actor,
  which: WhichWebhook,
): Promise<{ kind: "switched" } | Unknown> {
  return withWebhook(deps, which, async (tx) => {
    if ((await switchOff(tx, which.id, "by-hand", deps.clock())) !== undefined)
      await record(tx, deps, actor, which, { type: "webhook.switched-off" });
    return { kind: "switched" };
  });
}

/** A new secret. For a day messages are signed with the one before, too, so that a receiver can change in its own time. */
export async function rotateWebhook(
  deps: Acting & { secretKey: string },
  actor: Actor,
  which: WhichWebhook,
): Promise<({ kind: "rotated" } & GivenSecrets) | Unknown> {
  return withWebhook(deps, which, async (tx, { generation: before }) => {
    const now = deps.clock();
    const generation = before + 1n;
    await tx
      .updateTable("webhook")
      .set({ generation, rotated_at_ms: now, updated_at_ms: now })
      .where("id", "=", which.id)
      .where("generation", "=", before)
      .execute();
    await record(tx, deps, actor, which, { type: "webhook.rotated" });
    return { kind: "rotated", ...givenSecrets(deps.secretKey, { id: which.id, generation }) };
  });
}

/** The secrets that are good now, for whoever has lost them. That somebody looked is written down. */
export async function showWebhookSecrets(
  deps: Acting & { secretKey: string },
  actor: Actor,
  which: WhichWebhook,
): Promise<({ kind: "shown" } & GivenSecrets) | Unknown> {
  return withWebhook(deps, which, async (tx, row) => {
    await record(tx, deps, actor, which, { type: "webhook.secret-shown" });
    return { kind: "shown", ...givenSecrets(deps.secretKey, row) };
  });
}

/** It goes with its log; that there was one stays in the record of acts. */
export async function deleteWebhook(
  deps: Acting,
  actor: Actor,
  which: WhichWebhook,
): Promise<{ kind: "deleted" } | Unknown> {
  return withWebhook(deps, which, async (tx) => {
    const own = tx.selectFrom("webhook_delivery").select("id").where("webhook_id", "=", which.id);
    await tx.deleteFrom("webhook_attempt").where("delivery_id", "in", own).execute();
    await tx.deleteFrom("webhook_delivery").where("webhook_id", "=", which.id).execute();
    await tx.deleteFrom("webhook").where("id", "=", which.id).execute();
    await record(tx, deps, actor, which, { type: "webhook.deleted" });
    return { kind: "deleted" };
  });
}

/** Does something with a webhook in one transaction, or refuses because there is none. */
export async function withWebhook<Result>(
  { db }: Pick<Acting, "db">,
  { stallId, id }: WhichWebhook,
  then: (tx: Tx, row: WebhookTable) => Promise<Result>,
): Promise<Result | Unknown> {
  return transact(db, async (tx) => {
    const row = await ownWebhook(tx, stallId, id);
    return row === undefined ? refuse("unknown-webhook") : then(tx, row);
  });
}

async function record(
  tx: Tx,
  deps: Acting,
  actor: Actor,
  { stallId, id }: WhichWebhook,
  { type, ...more }: { type: string; fields?: readonly string[] },
): Promise<void> {
  await recordAct(tx, deps, actor, { type, stream: stallId, body: { webhook: id, ...more } });
}
