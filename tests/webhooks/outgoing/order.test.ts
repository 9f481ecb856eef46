import * as assert from "uvu/assert";
import { deliver } from "../../../app/webhooks/outgoing/deliver.ts";
import { Places } from "../../../app/jobs/places.ts";
import { startWebhookSender } from "../../../app/jobs/webhook-sender.ts";
import { openAgain } from "../../db/same-database.ts";
import { suite } from "../../support/suite.ts";
import { accept, refuseWith, startReceiver } from "./receiver.ts";
import { claim, genuine, openTold } from "./world.ts";

const test = suite("webhooks/outgoing order");

const log = { error: (details: unknown) => assert.unreachable(JSON.stringify(details)) };

test("an order's second message waits for its first, and other orders wait for neither", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver);
  const [stuck, other] = [await t.place(), await t.place()];
  receiver.answer = (response, { body }) =>
    (body.includes(stuck.orderId) ? refuseWith(500) : accept)(response, { path: "", headers: {}, body });
  await t.pay(stuck);
  await t.pay(other);
  await t.sendDue();
  const told = () => receiver.arrived.map((arrived) => genuine(arrived, added)).map((it) => [it.orderId, it.type]);
  assert.equal(
    told().filter(([orderId]) => orderId === other.orderId),
    [
      [other.orderId, "order.placed"],
      [other.orderId, "order.paid"],
    ],
  );
  assert.equal(
    told().filter(([orderId]) => orderId === stuck.orderId),
    [[stuck.orderId, "order.placed"]],
  );
  receiver.answer = accept;
  t.shop.clock.advance(6_000n);
  await t.sendDue();
  assert.equal(told().slice(-2), [
    [stuck.orderId, "order.placed"],
    [stuck.orderId, "order.paid"],
  ]);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("once a message is given up, the next of its order goes", async () => {
  const receiver = await startReceiver(refuseWith(500));
  const t = await openTold([receiver]);
  const added = await t.add(receiver);
  await t.pay(await t.place());
  await t.shop.db.updateTable("webhook_delivery").set({ attempts: 9n }).where("type", "=", "order.placed").execute();
  await t.sendDue();
  assert.equal(
    (await t.rows(added.id)).map(({ type, state, attempts }) => [type, state, attempts]),
    [
      ["order.placed", "failed", 10n],
      ["order.paid", "waiting", 1n],
    ],
  );
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("the sender wakes on the commit, and a silent receiver keeps nobody else waiting", async () => {
  const silent = await startReceiver(() => undefined);
  const quick = await startReceiver();
  const t = await openTold([silent, quick]);
  await t.add(silent);
  const added = await t.add(quick);
  const sender = startWebhookSender({ ...t.sending, log, pollMs: 3_600_000 });
  const orders = await Promise.all(Array.from({ length: 12 }, () => t.place()));
  await silent.hasGot(4);
  await quick.hasGot(12);
  const heard = quick.arrived.map((arrived) => genuine(arrived, added).orderId ?? "").toSorted();
  assert.equal(heard, orders.map(({ orderId }) => orderId).toSorted());
  assert.is(silent.arrived.length, 4, "only so many wait for one receiver at once");
  await sender.drain(0);
  await Promise.all([t.shop.close(), silent.close(), quick.close()]);
});

test("a receiver that answers is told more at once, one that fails is not", async () => {
  const places = new Places();
  const more = (isFailing = false) => places.limits()({ id: "whk_slow", isFailing });
  const leave = Array.from({ length: 4 }, () => places.take("whk_slow"));
  assert.is(more(), 0);
  leave.pop()?.();
  assert.is(more(), 2);
  for (let answers = 0; answers < 200; answers += 1) {
    while (more() > 0) leave.push(places.take("whk_slow"));
    leave.pop()?.();
  }
  assert.is(leave.length + more(), 32, "two thirds are left to others");
  assert.is(places.limits()({ id: "whk_other", isFailing: false }), 4);
  assert.is(more(true), 0);
  for (const each of leave) each();
  assert.is(more(), 4, "with nothing to send it begins anew");
});

test("two hubs on one database send each message once", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver);
  const other = { ...t.sending, db: await openAgain(t.shop.db) };
  const senders = [t.sending, other].map((sending) => startWebhookSender({ ...sending, log, pollMs: 5 }));
  for (let count = 0; count < 20; count += 1) await t.pay(await t.place());
  await receiver.hasGot(40);
  await Promise.all(senders.map((sender) => sender.drain(20_000)));
  const rows = await t.rows(added.id);
  assert.equal(
    [rows.length, rows.filter(({ state, attempts }) => state === "sent" && attempts === 1n).length],
    [40, 40],
  );
  const ids = receiver.arrived.map(({ headers }) => headers["webhook-id"]);
  assert.equal([ids.length, new Set(ids).size], [40, 40]);
  await other.db.destroy();
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("two that look at the same moment never take the same message", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  await t.add(receiver, ["order.placed"]);
  await Promise.all(Array.from({ length: 30 }, () => t.place()));
  const other = await openAgain(t.shop.db);
  const all = await Promise.all(
    [t.shop.db, other, t.shop.db, other].map((db) => claim({ db, clock: t.shop.clock }, 20)),
  );
  const ids = all.flat().map(({ id }) => id);
  assert.equal([ids.length, new Set(ids).size], [30, 30]);
  await other.destroy();
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("what was taken and never finished is sent by somebody else once the lease has ended, with the same id", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  assert.is((await claim(t.sending)).length, 1);
  t.shop.clock.advance(59_999n);
  assert.is(await t.sendDue(), 0);
  t.shop.clock.advance(1n);
  assert.is(await t.sendDue(), 1);
  assert.is(
    genuine(receiver.arrived[0] ?? { path: "", headers: {}, body: "" }, added).deliveryId,
    (await t.rows(added.id))[0]?.id,
  );
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("whoever comes back while somebody else is at it leaves the message to them", async () => {
  const receiver = await startReceiver(refuseWith(500));
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  const [late] = await claim(t.sending);
  t.shop.clock.advance(60_000n);
  const [heir] = await claim(t.sending);
  if (late !== undefined) await deliver(t.sending, late);
  assert.equal(
    (await t.rows(added.id)).map(({ state, attempts, claim: held }) => [state, attempts, held]),
    [["waiting", 2n, heir?.claim]],
  );
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("whoever comes back after the lease was taken over changes nothing", async () => {
  const receiver = await startReceiver(refuseWith(500));
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  const [late] = await claim(t.sending);
  t.shop.clock.advance(60_000n);
  receiver.answer = accept;
  assert.is(await t.sendDue(), 1);
  receiver.answer = refuseWith(500);
  if (late !== undefined) await deliver(t.sending, late);
  assert.is((await t.rows(added.id))[0]?.state, "sent");
  assert.is((await t.shop.db.selectFrom("webhook_attempt").selectAll().execute()).length, 1);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a stopping hub leaves what is on its way to whoever runs next", async () => {
  const silent = await startReceiver(() => undefined);
  const t = await openTold([silent]);
  const added = await t.add(silent, ["order.placed"]);
  await t.place();
  const sender = startWebhookSender({ ...t.sending, log, pollMs: 3_600_000 });
  await silent.hasGot(1);
  await sender.drain(0);
  assert.equal(
    (await t.rows(added.id)).map(({ state }) => state),
    ["waiting"],
  );
  assert.equal(await t.shop.db.selectFrom("webhook_attempt").selectAll().execute(), []);
  silent.answer = accept;
  t.shop.clock.advance(60_000n);
  assert.is(await t.sendDue(), 1);
  const [first, second] = silent.arrived.map(({ headers, body }) => [headers["webhook-id"], body]);
  assert.equal(first, second);
  await Promise.all([t.shop.close(), silent.close()]);
});
