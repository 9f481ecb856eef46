import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import type { ChainWallet } from "../../../app/gateways/chain/port.ts";
import { reconcileChain } from "../../../app/payments/reconcile-chain.ts";
import { suite } from "../../support/suite.ts";
import { addGoods, answered, freshKey, openHub, posted } from "../hub.ts";
import type { OrderAnswer, PlacedOrder, TestHub } from "../hub.ts";

const test = suite("http/routes/order-on-chain");

async function onChain(
  check: (t: TestHub, order: PlacedOrder, read: () => Promise<OrderAnswer>) => Promise<void>,
  wallet: (t: TestHub) => ChainWallet | undefined = (t) => t.shop.chain,
): Promise<void> {
  const t = await openHub();
  t.hub.chain = wallet(t);
  try {
    const { body } = await addGoods(t);
    const order = await answered<PlacedOrder>(t.app.request("/api/v1/orders", posted(body, freshKey())), 201);
    const read = async () =>
      answered<OrderAnswer>(t.app.request(`/api/v1/orders/${order.id}`, { headers: { "Order-Key": order.key } }), 200);
    await check(t, order, read);
  } finally {
    await t.close();
  }
}

test("a new order tells its address and what to send there, and then what is on its way", () =>
  onChain(async (t, order, read) => {
    const { chain } = order.charge;
    assert.match(chain?.address ?? "", /^bcrt1q/);
    assert.equal([chain?.amountSat, chain?.seen], ["2000", []]);
    const txid = t.shop.chain.pay({ address: chain?.address ?? "", amountMsat: msatFromSat(2_000n) });
    await reconcileChain({ ...t.shop.observing, chain: t.shop.chain });
    assert.equal((await read()).charge.chain?.seen, [
      { txid, vout: 0, amountMsat: "2000000", confirmations: 0, confirmationsNeeded: 1 },
    ]);
    t.shop.chain.mine();
    await reconcileChain({ ...t.shop.observing, chain: t.shop.chain });
    const paid = await read();
    assert.equal([paid.state, paid.payments[0]?.rail, paid.charge.chain?.amountSat], ["paid", "chain", "0"]);
    assert.is(paid.payments[0]?.reversedAtMs, undefined);
    t.shop.chain.reorganise(1);
    await reconcileChain({ ...t.shop.observing, chain: t.shop.chain });
    const back = await read();
    assert.equal([back.state, back.paidMsat, back.charge.state], ["open", "0", "open"]);
    assert.is(back.payments[0]?.reversedAtMs, Number(t.shop.clock()));
  }));

test("a hub that takes nothing on chain tells of no address", () =>
  onChain(
    async (_t, order, read) => assert.equal([order.charge.chain, (await read()).charge.chain], [undefined, undefined]),
    () => undefined,
  ));

test("a wallet that does not answer in time, or not at all, or is set up wrongly, delays no order", async () => {
  const failing = {
    silent: () => new Promise<never>(() => undefined),
    wrong: async () => {
      throw new Misconfigured("the macaroon does not allow this call");
    },
  };
  for (const newAddress of Object.values(failing)) {
    const startedMs = performance.now();
    await onChain(
      async (_t, order) => {
        assert.is(order.charge.chain, undefined);
        assert.is(order.state, "open");
        assert.ok(performance.now() - startedMs < 10_000);
      },
      (t) => ({ ...t.shop.chain, newAddress }),
    );
  }
});
