import * as assert from "uvu/assert";
import { transact } from "../../../../app/db/transact.ts";
import { msat } from "../../../../app/domain/money.ts";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import { reconcileBooks } from "../../../../app/payments/reconcile/reconcile-books.ts";
import { markRestored } from "../../../../app/payments/restoration/mark-restored.ts";
import { suite } from "../../../support/suite.ts";
import { again, comeIn } from "../people/come-in.ts";
import { wordsOf } from "../visitor.ts";
import { openMoneyWorld, sold, walletInvoice } from "./money-world.ts";
import type { MoneyWorld } from "./money-world.ts";
import { seedPayout } from "./seed-payout.ts";

const test = suite("http/pages/money/restored");

async function openRestored(): Promise<MoneyWorld> {
  const t = await openMoneyWorld();
  await sold(t, 4_000n);
  const { db, clock, random } = t.hub;
  const backupAtMs = clock();
  t.shop.clock.advance(5n * MINUTE_MS);
  await transact(db, (tx) => markRestored(tx, { backupAtMs, now: clock(), random }));
  return t;
}

async function compare({ shop }: MoneyWorld): Promise<void> {
  shop.clock.advance(5n * MINUTE_MS);
  await reconcileBooks({ ...shop, records: shop.node, payer: shop.node, chain: undefined }, "recent");
}

test("after a return from a backup the owner hears first that money is halted, and lifts it after comparing", async () => {
  const t = await openRestored();
  const first = await comeIn(t, "owner");
  assert.match(wordsOf(await first.visitor.get("/owner")), /needs your attention .*Outgoing money is halted/);
  assert.match(wordsOf(await first.visitor.get("/owner/outgoing")), /Everything here waits/);
  assert.not.match((await first.visitor.get("/owner/books")).html, /books\/lift/);
  assert.is((await first.visitor.post("/owner/books/lift", [])).status, 409);
  await compare(t);
  const { visitor: owner } = await again(t, first);
  const page = await owner.get("/owner/books");
  assert.match(wordsOf(page), /The books were compared since/);
  assert.match(wordsOf(await owner.submit(page, "/owner/books/lift")), /Money leaves again/);
  assert.not.match(wordsOf(await owner.get("/owner")), /halted/);
  assert.not.match(wordsOf(await owner.get("/owner/books")), /halted/);
  assert.match(wordsOf(await owner.get("/owner/audit")), /Let money leave again after a return from a backup/);
  await t.close();
});

test("what the node has paid since is shown with the payout that it looks like, and is booked in one press", async () => {
  const t = await openRestored();
  const person = await comeIn(t, "owner");
  await seedPayout(t, t.shop.stallId, person.id);
  const { node } = t.shop;
  const bolt11 = await walletInvoice(t, 1_000n);
  assert.is((await node.pay({ bolt11, maxFeeMsat: msat(100_000n), timeoutMs: 1_000 })).state, "confirmed");
  await compare(t);
  const { visitor: owner } = await again(t, person);
  const page = await owner.get("/owner/books");
  assert.match(wordsOf(page), /Of these, look paid already 1 .*The node made a payment since the backup/);
  assert.not.match(page.html, /books\/lift/);
  const booked = await owner.submit(page, "/owner/books/paid");
  assert.match(wordsOf(booked), /It is booked as paid\. .*Of these, look paid already 0/);
  assert.match(booked.html, /books\/lift/);
  await t.close();
});

test("nobody but the owner lifts it, and only soon after proving who they are", async () => {
  const t = await openRestored();
  await compare(t);
  const { visitor: operator } = await comeIn(t, "operator");
  assert.not.match((await operator.get("/owner/books")).html, /books\/lift/);
  assert.is((await operator.post("/owner/books/lift", [])).status, 403);
  const { visitor: owner } = await comeIn(t, "owner");
  t.shop.clock.advance(6n * MINUTE_MS);
  const page = await owner.get("/owner/books");
  assert.not.match(page.html, /action="\/owner\/books\/lift"/);
  assert.match(page.html, /\/account\/confirm\?wanted=/);
  await t.close();
});
