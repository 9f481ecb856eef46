import * as assert from "uvu/assert";
import { ZERO_MSAT, msat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import type { Receivable } from "../../../app/domain/receivability.ts";
import { placeWithInvoice } from "../../../app/http/place-with-invoice.ts";
import { openAddress } from "../../../app/payments/open-address.ts";
import { addProduct, orderFor } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { openHub, withKey } from "../hub.ts";
import { openBusyMarket, seedOrder } from "./busy-market.ts";
import { Visitor, wordsOf } from "./visitor.ts";

const test = suite("http/pages/receiving");

/** An open order over 2,000 sat, and a node with this much room. */
async function openOrder(room: () => Promise<Receivable | undefined>, hasAddress: boolean) {
  const m = await openBusyMarket();
  m.hub.receivable = room;
  const { id, address } = await seedOrder(m, m.stallId, m.products.digital);
  if (hasAddress) {
    m.hub.chain = m.shop.chain;
    const charge = await m.hub.db
      .selectFrom("charge")
      .select("id")
      .where("order_id", "=", id)
      .executeTakeFirstOrThrow();
    const opened = await openAddress({ ...m.shop.observing, chain: m.shop.chain }, charge.id);
    if (isRefused(opened)) throw new Error(`refused: ${opened.reason}`);
  }
  const page = await new Visitor(m).get(address);
  await m.close();
  return { words: wordsOf(page), hasInvoice: /lnbcrt|LNBCRT/.test(page.html), hasChain: /bcrt1|BCRT1/.test(page.html) };
}

const room = (sat: bigint) => async () => ({ totalMsat: msat(sat * 1_000n), largestMsat: msat(sat * 1_000n) });

test("an amount that cannot arrive is asked for on chain alone, and the buyer is told why", async () => {
  const { words, hasInvoice, hasChain } = await openOrder(room(1_999n), true);
  assert.equal([hasInvoice, hasChain], [false, true]);
  assert.match(words, /This amount has to come on-chain/);
});

test("with no other way the invoice stays, with a word of warning", async () => {
  const { words, hasInvoice } = await openOrder(room(1_999n), false);
  assert.is(hasInvoice, true);
  assert.match(words, /This may be too much for Lightning right now .* nothing leaves it/);
});

for (const [what, told] of [
  ["that fits", room(2_000n)],
  ["of which nobody knows whether it can arrive", async () => undefined],
] as const) {
  test(`an amount ${what} is asked for by every way, without a word`, async () => {
    const { words, hasInvoice, hasChain } = await openOrder(told, true);
    assert.equal([hasInvoice, hasChain], [true, true]);
    assert.not.match(words, /too little room/);
  });
}

test("the owner sees what can arrive, what is missing and what to do, until there is room again", async () => {
  const t = await openHub();
  let now: Receivable | undefined = { totalMsat: msat(1_500_000n), largestMsat: msat(1_000_000n) };
  t.hub.receivable = async () => now;
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const look = async () => wordsOf(await owner.get("/owner"));
  assert.match(await look(), /Can arrive now 1,500 sat In one part 1,000 sat Open orders wait for 0 sat/);
  const dear = await addProduct(t.shop, { priceMinor: 2_000n });
  await placeWithInvoice(t.hub, orderFor(t.shop, dear));
  assert.match(
    await look(),
    /An order over 2,000 sat cannot arrive .* At most 1,500 sat can arrive, so 500 sat are missing/,
  );
  now = { totalMsat: msat(2_000_000n), largestMsat: ZERO_MSAT };
  assert.not.match(await look(), /cannot arrive/);
  now = undefined;
  assert.match(await look(), /The node does not say what can arrive/);
  await t.close();
});

test("programs read of an invoice that nobody should be shown, when the order is placed and later", async () => {
  const t = await openHub();
  let now: Receivable | undefined = { totalMsat: msat(1_500_000n), largestMsat: msat(1_500_000n) };
  t.hub.receivable = async () => now;
  const dear = await addProduct(t.shop, { priceMinor: 2_000n });
  const placed = await placeWithInvoice(t.hub, orderFor(t.shop, dear));
  if (isRefused(placed)) throw new Error(`refused: ${placed.reason}`);
  assert.is(placed.order.charge.lightning?.cannotArrive, true);
  const read = async () => {
    const answer = await t.app.request(`/api/v1/orders/${placed.order.id}`, withKey(placed));
    assert.is(answer.status, 200);
    return answer.text();
  };
  assert.match(await read(), /"cannotArrive":true/);
  now = { totalMsat: msat(2_000_000n), largestMsat: msat(2_000_000n) };
  assert.not.match(await read(), /cannotArrive/);
  now = undefined;
  assert.not.match(await read(), /cannotArrive/);
  await t.close();
});
