import * as assert from "uvu/assert";
import { suite } from "../../../support/suite.ts";
import { comeIn } from "../people/come-in.ts";
import { wordsOf } from "../visitor.ts";
import { ADDRESS, openMoneyWorld, sold } from "./money-world.ts";

const test = suite("http/pages/money/under-way");

const looksAgain = (html: string) => html.includes('http-equiv="refresh"');

test("while a payout is under way the pages say so and look again, and stop when it has arrived", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const [{ visitor: seller }, { visitor: owner }] = [await comeIn(t, "seller"), await comeIn(t, "owner")];
  const payouts = "/desk/money/payouts";
  const typed = await seller.submit(await seller.get("/desk/money"), payouts, { amount: "", destination: ADDRESS });
  const asked = await seller.submit(typed, payouts);
  const list = await owner.get("/owner/outgoing");
  for (const { html } of [asked, list]) {
    assert.match(html, /1 payment is under way/);
    assert.match(html, /id="under-way" data-live="?[^>]*data-every="10"/);
    assert.not.match(html, /data-final/);
  }
  assert.equal([looksAgain(asked.html), looksAgain(list.html)], [true, true]);
  assert.is(looksAgain((await seller.get("/desk/money")).html), false, "nobody who is typing is interrupted");
  assert.is(await t.send(), 1);
  for (const page of [await seller.get("/desk/money?said=asked"), await owner.get("/owner/outgoing")]) {
    assert.not.match(wordsOf(page), /payment is under way/);
    assert.match(page.html, /id="under-way"[^>]*data-final/);
    assert.is(looksAgain(page.html), false);
  }
  await t.close();
});
