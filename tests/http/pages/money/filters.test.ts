import * as assert from "uvu/assert";
import { askPayout } from "../../../../app/payments/outgoing/ask-payout.ts";
import { msatFromSat } from "../../../../app/domain/money.ts";
import { DAY_MS } from "../../../../app/domain/time.ts";
import { receiveToken } from "../../../../app/ecash/receive-token.ts";
import { ecashOf } from "../../../ecash/world.ts";
import { addStall } from "../../../support/shop.ts";
import { suite } from "../../../support/suite.ts";
import { placeOrder } from "../../hub.ts";
import { comeIn } from "../people/come-in.ts";
import { wordsOf } from "../visitor.ts";
import { ADDRESS, openMoneyWorld, sold } from "./money-world.ts";
import type { MoneyWorld } from "./money-world.ts";

const test = suite("http/pages/money/filters");

async function payout(t: MoneyWorld, sat: bigint): Promise<void> {
  const { stallId } = t.shop;
  const destination = { kind: "lightning-address", text: ADDRESS } as const;
  await askPayout(t.hub, { stallId, amountMsat: msatFromSat(sat), destination, by: { personId: "per_x" } });
}

test("the list of what leaves is narrowed by kind, stall, state and period, and each page keeps that", async () => {
  const t = await openMoneyWorld();
  const other = await addStall(t.shop, "other");
  await sold(t, 500_000n);
  await payout(t, 111n);
  t.shop.clock.advance(40n * DAY_MS);
  for (let count = 0; count < 51; count += 1) {
    t.shop.clock.advance(1n);
    await payout(t, count === 0 ? 222n : 333n);
  }
  const { visitor } = await comeIn(t, "owner");
  const words = async (query: string) => wordsOf(await visitor.get(`/owner/outgoing?${query}`));
  assert.match(await words("before=out_zzzzzzzzzzzzzzzzzzzzzzzzzz"), /333 sat/);
  const day = await visitor.get("/owner/outgoing?since=day&show=moving&kind=payout");
  assert.not.match(wordsOf(day), /222 sat|111 sat/, "the 51st is on the next page");
  const next = /href="(\/owner\/outgoing\?[^"]*before=[^"]*)"/.exec(day.html)?.[1] ?? "";
  const second = wordsOf(await visitor.get(next.replaceAll("&amp;", "&")));
  assert.match(second, /222 sat/);
  assert.not.match(second, /111 sat/, "it is older than a day");
  assert.match(await words(`since=month&stall=${t.shop.stallId}`), /333 sat/);
  assert.match(await words(`stall=${other}`), /Nothing here/);
  assert.match(await words("kind=refund"), /Nothing here/);
  assert.match(await words("show=sent&kind=payout"), /Nothing here/);
  await t.close();
});

test("payments are narrowed by rail and period", async () => {
  const t = await openMoneyWorld();
  await sold(t, 4_321n);
  t.shop.clock.advance(40n * DAY_MS);
  await sold(t, 8_765n);
  const { visitor } = await comeIn(t, "viewer");
  const words = async (query: string) => wordsOf(await visitor.get(`/owner/payments?${query}`));
  assert.match(await words(""), /8,765.*4,321/);
  assert.match(await words("since=week&rail=lightning"), /8,765/);
  assert.not.match(await words("since=week"), /4,321/);
  for (const other of ["rail=chain", "rail=ecash"]) assert.not.match(await words(other), /8,765|4,321/);
  await t.close();
});

test("payments by e-cash can be looked at alone", async () => {
  const t = await openMoneyWorld();
  const { ecash, token, close } = await ecashOf(t.shop);
  await sold(t, 4_321n);
  const order = await placeOrder(t, { priceMinor: 765n });
  await receiveToken(ecash, { chargeId: order.charge.id, token: await token(765n) });
  const { visitor } = await comeIn(t, "viewer");
  const page = await visitor.get("/owner/payments?rail=ecash");
  assert.match(wordsOf(page), /765 sat/);
  assert.not.match(wordsOf(page), /4,321/);
  assert.match(page.html, /<option value="ecash" selected/);
  close();
  await t.close();
});
