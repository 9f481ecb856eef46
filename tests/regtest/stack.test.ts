import { createInvoice, getChannels, getInvoice, type AuthenticatedLnd } from "lightning";
import * as assert from "uvu/assert";
import { overpayInvoice, payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { suite } from "../support/suite.ts";

const test = suite("regtest/stack");
const stack = sharedStack();
test.after(stack.stop);

test("the buyer pays an invoice of the shop and the shop sees it settled", async () => {
  const { shop, buyer } = await stack.get();
  const invoice = await createInvoice({ lnd: shop.lnd, mtokens: "21000" });
  const paid = await payInvoice(buyer.lnd, invoice.request);
  const seen = await getInvoice({ lnd: shop.lnd, id: invoice.id });
  assert.is(paid.preimage, invoice.secret);
  assert.is(seen.is_confirmed, true);
  assert.is(seen.received_mtokens, "21000");
});

test("the buyer can pay more than the invoice asks for", async () => {
  const { shop, buyer } = await stack.get();
  const invoice = await createInvoice({ lnd: shop.lnd, mtokens: "21000" });
  await overpayInvoice(buyer.lnd, invoice.request, "30001");
  const seen = await getInvoice({ lnd: shop.lnd, id: invoice.id });
  assert.is(seen.received_mtokens, "30001");
});

test("a node that is killed and started again keeps its channel and its money", async () => {
  const { shop, buyer, killLnd, restartLnd } = await stack.get();
  const before = await onlyChannel(shop.lnd);
  await killLnd("shop");
  await restartLnd("shop");
  const after = await onlyChannel(shop.lnd);
  assert.is(after.id, before.id);
  assert.is(after.local_balance, before.local_balance);
  const invoice = await createInvoice({ lnd: shop.lnd, mtokens: "1000" });
  await payInvoice(buyer.lnd, invoice.request);
  assert.is((await getInvoice({ lnd: shop.lnd, id: invoice.id })).is_confirmed, true);
});

/** The channel at rest: a payment is settled before its last change reaches the channel's balance. */
function onlyChannel(lnd: AuthenticatedLnd) {
  return until("the channel is at rest", 10_000, async () => {
    const {
      channels: [channel, another],
    } = await getChannels({ lnd });
    const isAtRest = another === undefined && channel?.is_active === true && channel.pending_payments.length === 0;
    return isAtRest ? channel : undefined;
  });
}
