import * as assert from "uvu/assert";
import { placeOrder } from "../../hub.ts";
import { suite } from "../../../support/suite.ts";
import { addProduct } from "../../../support/shop.ts";
import { comeIn } from "../people/come-in.ts";
import { Visitor, formIn, wordsOf } from "../visitor.ts";
import { openMoneyWorld } from "./money-world.ts";

const test = suite("http/pages/money/hub-fee");

const FEE = "/owner/money-rules/fee";

test("the owner sets the fee; buyers see it before they order and pay, the seller at the desk", async () => {
  const t = await openMoneyWorld();
  const { visitor: owner } = await comeIn(t, "owner");
  const page = await owner.get("/owner/money-rules");
  assert.match(wordsOf(page), /The hub keeps of each order Nothing/);
  const set = await owner.submit(page, FEE, { "fee-share": "1.5", "fee-least": "25" });
  assert.match(wordsOf(set), /The fee is set\..*The hub keeps of each order 1\.5%, at least 25 sat/);

  const buyer = new Visitor(t);
  const { productId, variantIds } = await addProduct(t.shop, { priceMinor: 2_000n });
  const form = { product: productId, variant: variantIds[0] ?? "", quantity: "1" };
  await buyer.post("/basket/things", form);
  const basket = await buyer.get("/basket");
  assert.match(wordsOf(basket), /30 sat of this goes from the seller to this hub/);
  const order = await placeOrder(t, { priceMinor: 2_000n });
  const address = `/orders/${order.id}/${order.key}`;
  assert.match(wordsOf(await buyer.get(address)), /2,000 sat 30 sat of this goes from the seller to this hub/);

  const { visitor: seller } = await comeIn(t, "seller");
  assert.match(wordsOf(await seller.get("/desk/money")), /The hub keeps of each order 1\.5%, at least 25 sat/);
  assert.match(wordsOf(await seller.get(`/desk/orders/${order.id}`)), /The hub’s fee 30 sat Yours 1,970 sat/);
  await t.close();
});

test("without a fee nobody is told of one", async () => {
  const t = await openMoneyWorld();
  const order = await placeOrder(t);
  const page = await new Visitor(t).get(`/orders/${order.id}/${order.key}`);
  assert.not.match(wordsOf(page), /this hub/);
  await t.close();
});

test("what is no percentage and no amount changes nothing, and is shown again", async () => {
  const t = await openMoneyWorld();
  const { visitor: owner } = await comeIn(t, "owner");
  const page = await owner.get("/owner/money-rules");
  const wrong = await owner.submit(page, FEE, { "fee-share": "101", "fee-least": "some" });
  assert.is(wrong.status, 422);
  assert.equal(new Map(formIn(wrong.html, FEE).fields).get("fee-share"), "101");
  assert.equal(await t.hub.db.selectFrom("hub_fee").selectAll().execute(), []);
  const { visitor: operator } = await comeIn(t, "operator");
  assert.is((await operator.post(FEE, { "fee-share": "1", "fee-least": "0" })).status, 403);
  await t.close();
});
