import * as assert from "uvu/assert";
import { msat } from "../../../../app/domain/money.ts";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import { RECONCILE_JOB, reconcileBooks } from "../../../../app/payments/reconcile/reconcile-books.ts";
import { begin } from "../../../../app/payments/reconcile/run-state.ts";
import { suite } from "../../../support/suite.ts";
import { comeIn } from "../people/come-in.ts";
import { wordsOf } from "../visitor.ts";
import { openMoneyWorld, sold } from "./money-world.ts";
import type { MoneyWorld } from "./money-world.ts";

const test = suite("http/pages/money/books");

function compare(t: MoneyWorld, records: Partial<typeof t.shop.node> = {}) {
  const { node } = t.shop;
  return reconcileBooks({ ...t.shop, records: { ...node, ...records }, payer: node, chain: undefined }, "recent");
}

test("the owner has the books compared, once however often it is asked for, and hears that they fit", async () => {
  const t = await openMoneyWorld();
  await sold(t, 4_000n);
  const { visitor: owner } = await comeIn(t, "owner");
  const page = await owner.get("/owner/books");
  assert.match(wordsOf(page), /Last compared Not yet/);
  const begun = await owner.submit(page, "/owner/books/compare");
  assert.match(wordsOf(begun), /Comparing has begun/);
  assert.match(begun.html, /http-equiv="refresh"/);
  await owner.submit(begun, "/owner/books/compare");
  const jobs = await t.hub.db.selectFrom("job").select("id").where("kind", "=", RECONCILE_JOB).execute();
  assert.is(jobs.length, 1);
  t.shop.clock.advance(10n * MINUTE_MS);
  await compare(t);
  const after = wordsOf(await owner.get("/owner/books"));
  assert.match(after, /Owed to sellers and buyers 4,000 sat In the node [\d,]+ sat Everything fits/);
  await t.close();
});

test("a finding says what, how much, since when and what to do, and is first on the owner's page while it lasts", async () => {
  const t = await openMoneyWorld();
  const { id } = await sold(t, 4_000n);
  t.shop.clock.advance(10n * MINUTE_MS);
  await compare(t, {
    listSettled: async () => ({ items: [], next: undefined }),
    funds: async () => ({ channelMsat: msat(1_000_000n), chainMsat: msat(0n) }),
  });
  const { visitor: owner } = await comeIn(t, "owner");
  const words = wordsOf(await owner.get("/owner/books"));
  assert.match(
    words,
    /More is owed than the node could send In the books 4,000 sat At the node 1,000 sat Since .* What to do Pay nothing out/,
  );
  assert.match(wordsOf(await owner.get("/owner")), /1 thing in the books does not fit the node/);
  await compare(t, {
    listSettled: async (page) => {
      const { items, next } = await t.shop.node.listSettled(page);
      return { items: items.map((each) => ({ ...each, receivedMsat: msat(1n) })), next };
    },
  });
  const other = await owner.get("/owner/books");
  assert.match(wordsOf(other), /A payment has another amount at the node/);
  assert.ok(other.html.includes(`href="/owner/orders/${id}"`));
  await compare(t);
  assert.match(wordsOf(await owner.get("/owner/books")), /Everything fits.*What did not fit before/);
  assert.not.match(wordsOf(await owner.get("/owner")), /does not fit/);
  await t.close();
});

test("one under way says how far it is, and one that failed says why and what to do", async () => {
  const t = await openMoneyWorld();
  const { visitor: owner } = await comeIn(t, "owner");
  t.shop.node.faults.next("listSettled", "not-applied");
  await compare(t);
  assert.match(wordsOf(await owner.get("/owner/books")), /The last comparison failed: the node did not answer/);
  t.shop.clock.advance(1n);
  await begin(t.shop);
  const running = await owner.get("/owner/books");
  assert.match(wordsOf(running), /Comparing now\. 0 things were looked at so far/);
  assert.match(running.html, /http-equiv="refresh"/);
  await t.close();
});

test("whoever only looks may look, and not have them compared", async () => {
  const t = await openMoneyWorld();
  const { visitor: viewer } = await comeIn(t, "viewer");
  const page = await viewer.get("/owner/books");
  assert.is(page.status, 200);
  assert.not.match(page.html, /books\/compare/);
  assert.is((await viewer.post("/owner/books/compare", {})).status, 403);
  await t.close();
});
