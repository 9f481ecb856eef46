import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { withChainFunds } from "../../../app/gateways/chain/sandbox-funds.ts";
import { openShop } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/chain/sandbox-funds");

test("what the sandbox could spend has the coins of its chain, once a block holds them", async () => {
  const shop = await openShop();
  const records = withChainFunds(shop.node, shop.chain);
  const before = await records.funds();
  shop.chain.pay({ address: await shop.chain.newAddress(), amountMsat: msatFromSat(3_000n) });
  assert.equal(await records.funds(), before, "no block has it yet");
  shop.chain.mine(1);
  assert.equal(await records.funds(), { channelMsat: shop.node.spendableMsat(), chainMsat: 3_000_000n });
  await shop.close();
});
