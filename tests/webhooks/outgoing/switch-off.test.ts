import * as assert from "uvu/assert";
import { DAY_MS } from "../../../app/domain/time.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { switchWebhookOff, switchWebhookOn } from "../../../app/webhooks/outgoing/change-webhook.ts";
import { testWebhook } from "../../../app/webhooks/outgoing/send-again.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { accept, refuseWith, startReceiver } from "./receiver.ts";
import { actor, openTold } from "./world.ts";
import type { Told } from "./world.ts";

const test = suite("webhooks/outgoing switch-off");

async function withSeller(t: Told): Promise<void> {
  const seller = await addPerson(t.sending, "seller");
  const { db, clock, stallId } = t.shop;
  await db.updateTable("person").set({ stall_id: stallId }).where("id", "=", seller.id).execute();
  const address = {
    address: "seller@shop.example",
    person_id: seller.id,
    locale: "en",
    verified_at_ms: clock(),
  } as const;
  await db.insertInto("email").values(address).execute();
}

const noticesOf = async (t: Told) =>
  (await t.shop.db.selectFrom("notice").select(["kind", "place"]).execute()).map(
    ({ kind, place }) => `${kind} ${place}`,
  );

async function stateOf(t: Told, id: string) {
  const { state, off_reason, failing_since_ms } = await t.shop.db
    .selectFrom("webhook")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return [state, off_reason, failing_since_ms];
}

test("a receiver that says it is gone hears nothing more, and its seller is told once", async () => {
  const receiver = await startReceiver(refuseWith(410));
  const t = await openTold([receiver]);
  await withSeller(t);
  const added = await t.add(receiver);
  await t.pay(await t.place());
  await t.place();
  await t.sendDue();
  assert.equal((await stateOf(t, added.id)).slice(0, 2), ["off", "gone"]);
  const states = (await t.rows(added.id)).map(({ state }) => state);
  assert.is(states.filter((state) => state === "waiting").length, 0);
  assert.ok(states.includes("dropped"));
  assert.equal(await noticesOf(t), ["webhook-off seller@shop.example"]);
  const events = await t.shop.db.selectFrom("event").selectAll().where("type", "=", "webhook.given-up").execute();
  assert.equal(
    events.map(({ stream, body }) => [stream, body]),
    [[t.shop.stallId, `{"reason":"gone","webhook":"${added.id}"}`]],
  );
  const before = receiver.arrived.length;
  await t.place();
  assert.is(await t.sendDue(), 0);
  assert.is(receiver.arrived.length, before);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("five days of nothing but failures switch a webhook off; one success in between does not", async () => {
  const receiver = await startReceiver(refuseWith(500));
  const t = await openTold([receiver]);
  await withSeller(t);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  await t.sendDue();
  t.shop.clock.advance(4n * DAY_MS);
  receiver.answer = accept;
  await t.sendDue();
  assert.equal(await stateOf(t, added.id), ["on", "", null]);
  receiver.answer = refuseWith(500);
  await t.place();
  await t.sendDue();
  t.shop.clock.advance(5n * DAY_MS - 1n);
  await t.sendDue();
  assert.is((await stateOf(t, added.id))[0], "on");
  await t.place();
  t.shop.clock.advance(1n);
  await t.sendDue();
  assert.equal((await stateOf(t, added.id)).slice(0, 2), ["off", "failing"]);
  assert.equal(await noticesOf(t), ["webhook-off seller@shop.example"]);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a receiver that gives no answer is a failure too", async () => {
  const receiver = await startReceiver((response) => void response.destroy());
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  await t.sendDue();
  assert.is((await stateOf(t, added.id))[2], t.shop.clock());
  const [attempt] = await t.shop.db.selectFrom("webhook_attempt").selectAll().execute();
  assert.is(attempt?.status, null);
  assert.match(attempt?.error ?? "", /gave no answer/);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("for a stall without sellers the owner hears of it", async () => {
  const receiver = await startReceiver(refuseWith(410));
  const t = await openTold([receiver]);
  const owner = await addPerson(t.sending, "owner");
  const address = { address: "owner@hub.example", person_id: owner.id, locale: "ko", verified_at_ms: 0n } as const;
  await t.shop.db.insertInto("email").values(address).execute();
  await t.add(receiver);
  await t.place();
  await t.sendDue();
  assert.equal(await noticesOf(t), ["webhook-off owner@hub.example"]);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("whoever switches it off by hand drops what waits; on again, it tells what happens from then on", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  const which = { stallId: t.shop.stallId, id: added.id };
  await t.place();
  await switchWebhookOff(t.sending, actor, which);
  t.shop.clock.advance(1n);
  await t.place();
  assert.is(await t.sendDue(), 0);
  const tried = await testWebhook(t.sending, actor, which);
  assert.is(isRefused(tried) && tried.reason, "webhook-off");
  await switchWebhookOn(t.sending, actor, which);
  await t.place();
  assert.is(await t.sendDue(), 1);
  assert.equal(
    (await t.rows(added.id)).map(({ state }) => state),
    ["dropped", "sent"],
  );
  await Promise.all([t.shop.close(), receiver.close()]);
});
