import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { transact } from "../../app/db/transact.ts";
import { transition } from "../../app/db/transition.ts";
import type { Consequences } from "../../app/db/transition.ts";
import { orderMoves } from "../../app/domain/order-state.ts";
import type { OrderState } from "../../app/domain/order-state.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { STALL, eventOf, writeOrder } from "./order-row.ts";
import { openAgain } from "./same-database.ts";

const test = suite("db/transition");
const db = await openTestDatabase();
const other = await openAgain(db);
test.after(() => Promise.all([db.destroy(), other.destroy()]));

test("a move writes the state, the event, the postings and the jobs together", async () => {
  const id = await writeOrder(db, "ord_together");
  assert.is(await pay(db, id, consequencesOf(id, "a")), true);
  assert.equal(await tracesOf(id), { state: "paid", updatedAtMs: 42n, events: 1, postings: 2, jobs: 1 });
});

test("two at once: exactly one moves the row, and the other writes nothing", async () => {
  for (const [index, rival] of [db, other, db, other].entries()) {
    const id = await writeOrder(db, `ord_race_${index}`);
    const moved = await Promise.all([pay(db, id, consequencesOf(id, "a")), pay(rival, id, consequencesOf(id, "b"))]);
    assert.is(moved.filter(Boolean).length, 1);
    assert.equal(await tracesOf(id), { state: "paid", updatedAtMs: 42n, events: 1, postings: 2, jobs: 1 });
  }
});

test("a move out of a state that the row is not in does nothing and says so", async () => {
  const id = await writeOrder(db, "ord_elsewhere");
  const moved = await transact(db, (tx) =>
    transition(tx, { table: "orders", id, from: "paid", to: "shipped" }, 42n, consequencesOf(id, "a")),
  );
  assert.is(moved, false);
  assert.equal(await tracesOf(id), { state: "open", updatedAtMs: 1n, events: 0, postings: 0, jobs: 0 });
});

test("a consequence that fails takes the move back", async () => {
  const id = await writeOrder(db, "ord_back");
  const broken = consequencesOf(id, "a");
  broken.journal.lines.pop();
  await rejects(pay(db, id, broken), /out of balance/);
  assert.equal(await tracesOf(id), { state: "open", updatedAtMs: 1n, events: 0, postings: 0, jobs: 0 });
});

test("a move that the rules do not know throws, whatever state the row is in", async () => {
  const id = await writeOrder(db, "ord_rules");
  const states = Object.keys(orderMoves).filter((state): state is OrderState => state in orderMoves);
  for (const from of states) {
    for (const to of states.filter((state) => !orderMoves[from].includes(state))) {
      await rejects(
        transact(db, (tx) => transition(tx, { table: "orders", id, from, to }, 42n)),
        /never moves/,
      );
    }
  }
  assert.is((await tracesOf(id)).state, "open");
});

test("a charge moves by its own rules", async () => {
  const id = `chg_${await writeOrder(db, "ord_charge")}`;
  const move = (from: "open" | "cancelled", to: "cancelled" | "paid") =>
    transact(db, (tx) => transition(tx, { table: "charge", id, from, to }, 42n));
  assert.is(await move("open", "cancelled"), true);
  await rejects(move("cancelled", "paid"), /a charge row never moves from cancelled to paid/);
});

function pay(handle: Db, id: string, then: Consequences): Promise<boolean> {
  return transact(handle, (tx) => transition(tx, { table: "orders", id, from: "open", to: "paid" }, 42n, then));
}

function consequencesOf(orderId: string, by: string) {
  const key = `${orderId}_${by}`;
  return {
    event: eventOf(orderId, `evt_${key}`),
    journal: {
      id: key,
      stallId: STALL,
      orderId,
      atMs: 42n,
      lines: [
        { id: `pst_${key}_1`, account: "asset:lightning" as const, amountMsat: 5n },
        { id: `pst_${key}_2`, account: "liability:seller" as const, amountMsat: -5n },
      ],
    },
    jobs: [{ id: `job_${key}`, kind: `notify-${orderId}`, payload: { orderId }, runAtMs: 42n, nowMs: 42n }],
  };
}

async function tracesOf(id: string) {
  const order = await db.selectFrom("orders").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const events = await db.selectFrom("event").select("id").where("stream", "=", id).execute();
  const postings = await db.selectFrom("posting").select("id").where("order_id", "=", id).execute();
  const jobs = await db.selectFrom("job").select("id").where("kind", "=", `notify-${id}`).execute();
  return {
    state: order.state,
    updatedAtMs: order.updated_at_ms,
    events: events.length,
    postings: postings.length,
    jobs: jobs.length,
  };
}
