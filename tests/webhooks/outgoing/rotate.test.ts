import * as assert from "uvu/assert";
import { isRefused } from "../../../app/domain/refusal.ts";
import { DAY_MS } from "../../../app/domain/time.ts";
import { deleteWebhook, editWebhook, rotateWebhook } from "../../../app/webhooks/outgoing/change-webhook.ts";
import { forgetDeliveries } from "../../../app/webhooks/outgoing/forget-deliveries.ts";
import { redeliver, testWebhook } from "../../../app/webhooks/outgoing/send-again.ts";
import { addStall } from "../../support/shop.ts";
import { rejects, suite } from "../../support/suite.ts";
import { accept, refuseWith, startReceiver } from "./receiver.ts";
import type { Arrived } from "./receiver.ts";
import { actor, assertStandard, genuine, isSignedBy, openTold, signaturesOf } from "./world.ts";
import type { Told } from "./world.ts";

const test = suite("webhooks/outgoing rotate");

function whichOf(t: Told, { id }: { id: string }) {
  return { stallId: t.shop.stallId, id };
}

function last(all: readonly Arrived[]): Arrived {
  const found = all.at(-1);
  if (found === undefined) throw new Error("nothing has arrived");
  return found;
}

function isStandard(arrived: Arrived, secret: string): boolean {
  try {
    assertStandard(arrived, secret);
    return true;
  } catch {
    return false;
  }
}

test("for a day after a change of secrets the old and the new one both check, then only the new one", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const old = await t.add(receiver, ["order.placed"]);
  const fresh = await rotateWebhook(t.sending, actor, whichOf(t, old));
  if (isRefused(fresh)) throw new Error(fresh.reason);
  assert.is.not(fresh.secret, old.secret);
  assert.is.not(fresh.publicKey, old.publicKey);
  t.shop.clock.advance(DAY_MS - 1n);
  await t.place();
  await t.sendDue();
  const during = last(receiver.arrived);
  assert.equal(signaturesOf(during), ["v1", "v1a", "v1", "v1a"]);
  genuine(during, fresh);
  assertStandard(during, old.secret);
  assert.ok(isSignedBy(during, old.publicKey) && isSignedBy(during, fresh.publicKey));
  t.shop.clock.advance(1n);
  await t.place();
  await t.sendDue();
  const after = last(receiver.arrived);
  assert.equal(signaturesOf(after), ["v1", "v1a"]);
  genuine(after, fresh);
  assert.not(isStandard(after, old.secret) || isSignedBy(after, old.publicKey));
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("each webhook has secrets of its own, and none of them is in the database", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const [first, second] = [await t.add(receiver), await t.add(receiver)];
  assert.is.not(first.secret, second.secret);
  await t.place();
  await t.sendDue();
  const tables = ["webhook", "webhook_delivery", "webhook_attempt", "event", "job", "notice"] as const;
  const all = await Promise.all(tables.map((table) => t.shop.db.selectFrom(table).selectAll().execute()));
  const stored = JSON.stringify(all, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  for (const secret of [first.secret, second.secret]) assert.not(stored.includes(secret.slice("whsec_".length)));
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a message sent again by hand has the id that it had, and says that it comes again", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  await t.sendDue();
  const [row] = await t.rows(added.id);
  const which = { ...whichOf(t, added), deliveryId: row?.id ?? "" };
  const [once, twice] = [await redeliver(t.sending, actor, which), await redeliver(t.sending, actor, which)];
  if (isRefused(once) || isRefused(twice)) throw new Error("refused");
  assert.is(await t.sendDue(), 2);
  const [first, ...again] = receiver.arrived.map((arrived) => ({ arrived, said: genuine(arrived, added) }));
  for (const { arrived, said } of again) {
    assert.is(arrived.headers["webhook-id"], first?.arrived.headers["webhook-id"]);
    assert.equal([said.isRedelivery, said.originalDeliveryId], [true, row?.id]);
    assert.equal(said.data, first?.said.data);
  }
  assert.equal(again.map(({ said }) => said.deliveryId).toSorted(), [once.id, twice.id]);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a message that waits for its next try gets it at once", async () => {
  const receiver = await startReceiver(refuseWith(500));
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  await t.sendDue();
  receiver.answer = accept;
  const [row] = await t.rows(added.id);
  await redeliver(t.sending, actor, { ...whichOf(t, added), deliveryId: row?.id ?? "" });
  assert.is(await t.sendDue(), 1);
  assert.equal(
    (await t.rows(added.id)).map(({ state, attempts }) => [state, attempts]),
    [["sent", 2n]],
  );
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a test is sent whatever is wanted, is tried once, and counts for nothing", async () => {
  const receiver = await startReceiver(refuseWith(500));
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.shipped"]);
  await testWebhook(t.sending, actor, whichOf(t, added));
  assert.is(await t.sendDue(), 1);
  const said = genuine(last(receiver.arrived), added);
  assert.equal([said.type, said.data], ["webhook.test", { webhook: added.id }]);
  assert.is((await t.rows(added.id))[0]?.state, "failed");
  const { failing_since_ms } = await t.shop.db.selectFrom("webhook").selectAll().executeTakeFirstOrThrow();
  assert.is(failing_since_ms, null);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("nobody touches the webhooks of another stall, nor a message by another webhook", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const [added, beside] = [await t.add(receiver, ["order.placed"]), await t.add(receiver, ["order.paid"])];
  await t.place();
  const [row] = await t.rows(added.id);
  const foreign = { stallId: await addStall(t.shop, "other"), id: added.id };
  for (const act of [
    () => rotateWebhook(t.sending, actor, foreign),
    () => deleteWebhook(t.sending, actor, foreign),
    () => testWebhook(t.sending, actor, foreign),
    () => editWebhook(t.sending, actor, foreign, { url: "https://evil.example/" }),
    () => redeliver(t.sending, actor, { ...foreign, deliveryId: row?.id ?? "" }),
  ]) {
    const answer = await act();
    assert.is(isRefused(answer) && answer.reason, "unknown-webhook");
  }
  const answer = await redeliver(t.sending, actor, { ...whichOf(t, beside), deliveryId: row?.id ?? "" });
  assert.is(isRefused(answer) && answer.reason, "unknown-delivery");
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("an address that is no web address, or holds a password, is refused", async () => {
  const t = await openTold([]);
  for (const url of [
    "",
    "shop.example",
    "ftp://shop.example/",
    "https://me:pw@shop.example/",
    "https://a.example/#b",
  ]) {
    await rejects(t.add({ url }), /invalid-input/);
  }
  await t.shop.close();
});

test("a deleted webhook takes its log with it, even while a message is on its way", async () => {
  const receiver = await startReceiver(() => undefined);
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  const sending = t.sendDue();
  await receiver.hasGot(1);
  await deleteWebhook(t.sending, actor, whichOf(t, added));
  await receiver.close();
  await sending;
  for (const table of ["webhook", "webhook_delivery", "webhook_attempt"] as const)
    assert.equal(await t.shop.db.selectFrom(table).selectAll().execute(), []);
  await t.shop.close();
});

test("what was over 60 days ago is forgotten, and what waits is not", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  await t.sendDue();
  t.shop.clock.advance(60n * DAY_MS);
  await t.place();
  assert.is(await forgetDeliveries(t.shop), 0);
  t.shop.clock.advance(1n);
  assert.is(await forgetDeliveries(t.shop), 1);
  assert.equal(
    (await t.rows(added.id)).map(({ state }) => state),
    ["waiting"],
  );
  await Promise.all([t.shop.close(), receiver.close()]);
});
