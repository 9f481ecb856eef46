import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { countOwed, listPayments } from "../../app/payments/list-payments.ts";
import { openManyPayments } from "../../scripts/bench/many-payments.ts";
import { openSlowReceiver } from "../../scripts/bench/slow-receiver.ts";
import { suite } from "../support/suite.ts";

const test = suite("bench/many-payments");

test("the database of many payments lists and narrows as a hub's would", async () => {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-bench-"));
  const db = await openManyPayments(folder, 10_000);
  try {
    const limit = 10_001;
    assert.is((await listPayments(db, { limit })).payments.length, 10_000);
    assert.is((await listPayments(db, { rail: "chain", limit })).payments.length, 1_000);
    const { payments } = await listPayments(db, { rail: "chain", isOwed: true, limit });
    assert.equal([payments.length, await countOwed(db)], [2, 2]);
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the slow receiver knows an order only once it has answered", async () => {
  const receiver = await openSlowReceiver(50);
  const body = JSON.stringify({ event: "order.paid", orderId: "ord_1" });
  const told = fetch(receiver.url, { method: "POST", body });
  assert.equal([...receiver.orders], []);
  assert.is((await told).status, 204);
  assert.equal([...receiver.orders], ["ord_1"]);
  receiver.close();
});
