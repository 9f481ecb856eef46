import * as assert from "uvu/assert";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { accept, refuseWith, startReceiver } from "./receiver.ts";
import { genuine, isSignedBy, openTold, signaturesOf } from "./world.ts";

const test = suite("webhooks/outgoing deliver");

test("a paid order is told in two messages, each signed for both kinds of receiver", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver);
  const order = await t.place();
  await t.pay(order);
  assert.is(await t.sendDue(), 2);
  const [placed, paid] = receiver.arrived.map((arrived) => genuine(arrived, added));
  assert.equal([placed?.type, paid?.type], ["order.placed", "order.paid"]);
  assert.equal([placed?.orderId, paid?.orderId], [order.orderId, order.orderId]);
  assert.is(paid?.data["amountMsat"], "2000000");
  for (const arrived of receiver.arrived) {
    assert.equal(signaturesOf(arrived), ["v1", "v1a"]);
    assert.ok(isSignedBy(arrived, added.publicKey));
    assert.is(arrived.headers["content-type"], "application/json");
  }
  assert.equal(
    (await t.rows(added.id)).map(({ state, attempts }) => [state, attempts]),
    [
      ["sent", 1n],
      ["sent", 1n],
    ],
  );
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("only wanted events are queued, only for webhooks of that stall that are on", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const paid = await t.add(receiver, ["order.paid"]);
  const shipped = await t.add(receiver, ["order.shipped"]);
  await t.shop.db
    .updateTable("webhook")
    .set({ state: "off", off_reason: "by-hand" })
    .where("id", "=", (await t.add(receiver)).id)
    .execute();
  await t.pay(await t.place());
  assert.is(await t.sendDue(), 1);
  assert.equal(
    receiver.arrived.map((arrived) => genuine(arrived, paid).type),
    ["order.paid"],
  );
  assert.equal(await t.rows(shipped.id), []);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a receiver written for BTCPay Server hears its own words", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver, null, "btcpay");
  const order = await t.place();
  await t.pay(order);
  await t.sendDue();
  const [created, settled] = receiver.arrived.map((arrived) => genuine(arrived, added));
  assert.is(created?.type, "InvoiceCreated");
  assert.equal(
    [settled?.type, settled?.["invoiceId"], settled?.["storeId"], settled?.["overPaid"], settled?.["manuallyMarked"]],
    ["InvoiceSettled", order.orderId, t.shop.stallId, false, false],
  );
  assert.is(settled?.event, "order.paid");
  assert.is(settled?.["timestamp"], Math.floor(Number(t.shop.clock()) / 1000));
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("what was not taken comes again for three days with the same id and bytes, and then no more", async () => {
  const receiver = await startReceiver(refuseWith(500, {}, "out of order"));
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  const began = t.shop.clock();
  const triedAt: bigint[] = [];
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await t.sendDue()) > 0) triedAt.push(t.shop.clock() - began);
    const [row] = await t.rows(added.id);
    if (row?.state !== "waiting") break;
    t.shop.clock.set(row.due_at_ms - 1n);
    assert.is(await t.sendDue(), 0, "nothing is sent before its time");
    t.shop.clock.set(row.due_at_ms);
  }
  const planned = [0n, 5n * SECOND_MS, 5n * MINUTE_MS, 30n * MINUTE_MS, 2n, 5n, 10n, 14n, 20n, 24n].map((pause) =>
    pause > 0n && pause < 100n ? pause * HOUR_MS : pause,
  );
  assert.is(triedAt.length, 10);
  for (const [index, pause] of planned.entries()) {
    const waited = (triedAt[index] ?? 0n) - (triedAt[index - 1] ?? 0n);
    assert.ok(waited >= pause && waited <= pause + pause / 10n, `try ${index + 1} came after ${waited} ms`);
  }
  assert.is(new Set(receiver.arrived.map(({ headers }) => headers["webhook-id"])).size, 1);
  assert.is(new Set(receiver.arrived.map(({ body }) => body)).size, 1);
  assert.is(new Set(receiver.arrived.map(({ headers }) => headers["webhook-timestamp"])).size, 10);
  for (const arrived of receiver.arrived) genuine(arrived, added);
  const [row] = await t.rows(added.id);
  assert.equal([row?.state, row?.attempts], ["failed", 10n]);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("each try is in the log with what the receiver said, at most its first 1,000 characters", async () => {
  const receiver = await startReceiver(refuseWith(500, {}, `no\0 ${"x".repeat(3_000)}`));
  const t = await openTold([receiver]);
  await t.add(receiver, ["order.placed"]);
  await t.place();
  await t.sendDue();
  const attempts = await t.shop.db.selectFrom("webhook_attempt").selectAll().execute();
  assert.equal(
    attempts.map(({ number, status, error }) => [number, status, error]),
    [[1n, 500n, ""]],
  );
  assert.match(attempts[0]?.answer ?? "", /^no\ufffd x{996}$/);
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a receiver may ask for a longer pause in seconds or as a date, of at most a day", async () => {
  const receiver = await startReceiver();
  const t = await openTold([receiver]);
  const added = await t.add(receiver, ["order.placed"]);
  const now = t.shop.clock();
  const date = new Date(Number(now + 3n * HOUR_MS)).toUTCString();
  for (const [header, least, most] of [
    ["600", 600n * SECOND_MS, 600n * SECOND_MS],
    [date, 3n * HOUR_MS - SECOND_MS, 3n * HOUR_MS],
    ["9999999999", 24n * HOUR_MS, 24n * HOUR_MS],
    ["1", 5n * SECOND_MS, 6n * SECOND_MS],
    ["soon", 5n * SECOND_MS, 6n * SECOND_MS],
    ["-7", 5n * SECOND_MS, 6n * SECOND_MS],
  ] as const) {
    receiver.answer = refuseWith(503, { "retry-after": header });
    await t.place();
    await t.sendDue();
    const waiting = (await t.rows(added.id)).find(({ state }) => state === "waiting");
    const pause = (waiting?.due_at_ms ?? 0n) - now;
    assert.ok(pause >= least && pause <= most, `${header}: ${pause}`);
    await t.shop.db.updateTable("webhook_delivery").set({ state: "dropped" }).execute();
  }
  await Promise.all([t.shop.close(), receiver.close()]);
});

test("a redirect is a failure and leads nowhere", async () => {
  const elsewhere = await startReceiver();
  const receiver = await startReceiver(refuseWith(307, { location: elsewhere.url }));
  const t = await openTold([receiver, elsewhere]);
  const added = await t.add(receiver, ["order.placed"]);
  await t.place();
  await t.sendDue();
  assert.is((await t.rows(added.id))[0]?.state, "waiting");
  assert.equal([receiver.arrived.length, elsewhere.arrived.length], [1, 0]);
  await Promise.all([t.shop.close(), receiver.close(), elsewhere.close()]);
});

test("no message goes to an address inside the house, and the log says why", async () => {
  const inside = await startReceiver(accept);
  const t = await openTold([]);
  await t.add({ url: inside.url.replace("http:", "https:").replace(/:\d+/, "") }, ["order.placed"]);
  await t.add(inside, ["order.placed"]);
  await t.place();
  await t.sendDue();
  assert.equal(inside.arrived, []);
  const errors = (await t.shop.db.selectFrom("webhook_attempt").select("error").execute()).map(({ error }) => error);
  assert.is(errors.length, 2);
  assert.ok(errors.some((error) => error.includes("is no public address")));
  assert.ok(errors.some((error) => error.includes("only https on port 443")));
  await Promise.all([t.shop.close(), inside.close()]);
});
