import * as assert from "uvu/assert";
import type { OrderState } from "../../../app/domain/order-state.ts";
import { watchChain } from "../../../app/payments/watch-chain.ts";
import type { Shop } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { untilOrder } from "../../support/until-order.ts";
import { PRICE_SAT, paidOnChain } from "./paid-on-chain.ts";

const test = suite("payments/chain/watch-chain");

/** Follows the chain while `during` runs; answers with what broke. */
async function watched(shop: Shop, during: () => Promise<void>): Promise<unknown[]> {
  const stop = new AbortController();
  const breaks: unknown[] = [];
  const onBreak = (error: unknown) => void breaks.push(error);
  const watching = watchChain({ ...shop.observing, chain: shop.chain, onBreak }, stop.signal);
  try {
    await during();
  } finally {
    stop.abort();
    await watching;
  }
  return breaks;
}

/** Resolves when the order is in this state and so many payments to it were seen. */
async function reaches(shop: Shop, orderId: string, state: OrderState, seen = 0): Promise<void> {
  await untilOrder(shop, orderId, (order) => order.state === state && (order.charge.chain?.seen.length ?? 0) >= seen);
}

test("an order is seen, paid, walked back and paid again as the chain goes", () =>
  paidOnChain(async ({ shop, placed, pay }) => {
    const breaks = await watched(shop, async () => {
      pay(PRICE_SAT);
      await reaches(shop, placed.orderId, "open", 1);
      shop.chain.mine();
      await reaches(shop, placed.orderId, "paid");
      shop.chain.reorganise(1);
      await reaches(shop, placed.orderId, "open");
      shop.chain.mine();
      await reaches(shop, placed.orderId, "paid");
    });
    assert.equal(breaks, []);
  }));

test("a page that counts blocks hears of each", () =>
  paidOnChain(async ({ shop, placed, pay, setStall }) => {
    await setStall({ confirmations: 6n });
    await watched(shop, async () => {
      pay(PRICE_SAT);
      await reaches(shop, placed.orderId, "open", 1);
      for (const there of [1n, 2n, 3n]) {
        shop.chain.mine();
        await untilOrder(shop, placed.orderId, ({ charge }) => charge.chain?.seen[0]?.confirmations === there);
      }
    });
  }));

test("a line that breaks and a look that fails are taken up again and miss nothing in between", () =>
  paidOnChain(async ({ shop, placed, pay }) => {
    const breaks = await watched(shop, async () => {
      pay(PRICE_SAT);
      await reaches(shop, placed.orderId, "open", 1);
      shop.chain.faults.next("transactions", "not-applied");
      shop.chain.dropStreams();
      shop.chain.mine();
      await reaches(shop, placed.orderId, "paid");
    });
    assert.ok(breaks.length >= 1);
  }));

for (const [what, happens, state] of [
  ["paid", (shop: Shop) => shop.chain.mine(), "paid"],
  ["replaced", (shop: Shop, txid: string) => void shop.chain.replace(txid), "open"],
] as const)
  test(`what was ${what} while the hub was off is found when it is back`, () =>
    paidOnChain(async ({ shop, placed, pay, order }) => {
      let txid = "";
      await watched(shop, async () => {
        txid = pay(PRICE_SAT);
        await reaches(shop, placed.orderId, "open", 1);
      });
      happens(shop, txid);
      await watched(shop, async () => {
        // Its first look is over when the next thing is seen.
        pay(1n);
        await reaches(shop, placed.orderId, state, 1);
      });
      assert.is((await order()).state, state);
      assert.equal(
        (await order()).charge.chain?.seen.some((output) => output.txid === txid),
        state === "paid",
      );
    }));

test("what a longer chain took while the hub was off is taken back when it is back", () =>
  paidOnChain(async ({ shop, placed, pay, stock }) => {
    await watched(shop, async () => {
      pay(PRICE_SAT);
      shop.chain.mine(5);
      await reaches(shop, placed.orderId, "paid");
    });
    shop.chain.reorganise(5, "dropped");
    await watched(shop, () => reaches(shop, placed.orderId, "open"));
    assert.equal(await stock(), [1n, 1n]);
  }));
