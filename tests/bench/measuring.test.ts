import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { countWaiting, listOrders } from "../../app/orders/list-orders.ts";
import { openManyOrders, stallId } from "../../scripts/bench/many-orders.ts";
import { showsPaid } from "../../scripts/bench/open-page.ts";
import { inTurn, sideBySide } from "../../scripts/bench/paced.ts";
import { residentMb } from "../../scripts/bench/resident.ts";
import { suite } from "../support/suite.ts";
import { html } from "../../ui/html.ts";
import { Live } from "../../ui/components/live.ts";
import { render } from "preact-render-to-string";

const test = suite("bench/measuring");

test("two things measured against each other are done in turn, equally often", async () => {
  const done: string[] = [];
  const act = (name: string) => async () => void done.push(name);
  await inTurn(act("a"), act("b"), 3);
  assert.is(done.join(""), "ababab");
});

test("so many at a time are at work and no more, and every one asked for is done", async () => {
  const seen = { running: 0, most: 0, done: 0 };
  const act = async () => {
    seen.most = Math.max(seen.most, (seen.running += 1));
    await new Promise(setImmediate);
    seen.running -= 1;
    seen.done += 1;
  };
  await sideBySide(act, act, { rounds: 2, perRound: 10, atATime: 4 });
  assert.equal([seen.most, seen.done, seen.running], [4, 40, 0]);
});

test("an act that fails fails the measurement instead of looking fast", async () => {
  const act = async () => {
    throw new Error("sold out");
  };
  const failed = await sideBySide(act, act, { rounds: 1, perRound: 4, atATime: 2 }).then(() => "", String);
  assert.match(failed, "sold out");
});

test("the database of many orders lists and counts as a hub's would", async () => {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-bench-"));
  const db = await openManyOrders(folder, 1_000);
  try {
    const { orders, nextBefore } = await listOrders(db, { stallId: undefined, limit: 1_001 });
    assert.equal([orders.length, nextBefore], [1_000, undefined]);
    assert.is(
      orders.every(({ id }, index) => index === 0 || id < (orders[index - 1]?.id ?? "")),
      true,
    );
    assert.equal([...(await countWaiting(db, undefined)).values()], [100, 100, 100]);
    const own = await listOrders(db, { stallId: stallId(1), limit: 1_000 });
    assert.is(own.orders.length, 200);
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a page counts as paid when its living part says so, and not before", () => {
  const page = (state: string) =>
    render(
      html`<main>
        <ol>
          <li data-state="paid">Paid</li>
        </ol>
        <${Live} id="order" events="/e" state=${state} says="">Order<//>
      </main>`,
    );
  assert.is(showsPaid(page("paid")), true);
  assert.is(showsPaid(page("open")), false);
});

test("resident memory is what the kernel holds for the process, in MB", () => {
  const mb = residentMb(process.pid);
  const asNodeSays = process.memoryUsage.rss() / 1_000_000;
  assert.is(Math.abs(mb - asNodeSays) < 30, true);
});
