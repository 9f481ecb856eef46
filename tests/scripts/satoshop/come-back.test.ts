import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { openDatabase } from "../../../app/db/open.ts";
import { MINUTE_MS, unixMs } from "../../../app/domain/time.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { listFindings } from "../../../app/payments/reconcile/list-findings.ts";
import { reconcileBooks } from "../../../app/payments/reconcile/reconcile-books.ts";
import { bookAsPaid } from "../../../app/payments/restoration/book-as-paid.ts";
import { liftHalt } from "../../../app/payments/restoration/lift-halt.ts";
import { askedPayout, assertPaidOnce, openPayoutWorld } from "../../payments/outgoing/payout-world.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { testClock } from "../../support/world.ts";
import { hubFolder, newFolder, type } from "../terminal.ts";

const test = suite("scripts/satoshop/come-back");

test("a payout that was paid after the backup is not paid again by the hub that comes back from it", async () => {
  const DATA_DIR = await hubFolder();
  const clock = testClock();
  // As late as the terminal's own clock, by which backup and return are dated.
  clock.advance(BigInt(Date.now()) - clock() - 10n * MINUTE_MS);
  const w = await openPayoutWorld(100_000n, { db: await openDatabase(DATA_DIR, undefined), clock });
  const { id: personId } = await addPerson(w, "owner");
  const before = w.node.spendableMsat();
  await askedPayout(w, 40_000n);
  assert.is((await type("backup", { DATA_DIR })).code, 0);
  clock.advance(unixMs(BigInt(Date.now())) - clock() + MINUTE_MS);
  assert.is(await sendDue(w.sending), 1);
  const left = w.node.spendableMsat();
  await w.db.destroy();

  const daily = join(DATA_DIR, "backups", "daily");
  const into = join(newFolder(), "again");
  assert.is((await type(`restore ${join(daily, readdirSync(daily)[0] ?? "")} --into ${into}`)).code, 0);
  const db = await openDatabase(into, undefined);
  const back = { ...w, db, sending: { ...w.sending, db } };
  clock.advance(60n * MINUTE_MS);
  assert.is(await sendDue(back.sending), 0);
  assert.is(back.node.spendableMsat(), left, "it was paid a second time");
  const { node, random } = w;
  await reconcileBooks({ db, clock, random, node, records: node, payer: node, chain: undefined }, "recent");
  const [finding] = await listFindings(db, "open", 5);
  await bookAsPaid(back.sending, finding?.id ?? "", { personId });
  assert.is((await liftHalt(back, { personId })).kind, "lifted");
  clock.advance(60n * MINUTE_MS);
  assert.is(await sendDue(back.sending), 0);
  await assertPaidOnce(back, before);
  node.close();
  w.chain.close();
  await db.destroy();
});
