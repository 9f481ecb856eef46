import * as assert from "uvu/assert";
import { btcText, paymentCode, paymentLink } from "../../ui/payment-uri.ts";
import { suite } from "../support/suite.ts";

const test = suite("ui/payment-uri");

const bolt11 = "lnbcrt20u1pjq0example";
const address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

for (const [amountSat, text] of [
  [0n, "0"],
  [1n, "0.00000001"],
  [546n, "0.00000546"],
  [1_000n, "0.00001"],
  [1_010n, "0.0000101"],
  [99_999_999n, "0.99999999"],
  [100_000_000n, "1"],
  [100_000_001n, "1.00000001"],
  [1_000_000_000n, "10"],
  [123_456_789_012n, "1234.56789012"],
  [2_100_000_000_000_000n, "21000000"],
  [2_099_999_999_999_999n, "20999999.99999999"],
] as const) {
  test(`${amountSat} sat are ${text} BTC, to the last digit and without an exponent`, () => {
    assert.is(btcText(amountSat), text);
  });
}

test("less than nothing is no amount to ask for", () => {
  assert.throws(() => btcText(-1n), RangeError);
});

test("the code for every wallet has its address and invoice in capitals and its keys in small letters", () => {
  assert.is(
    paymentCode({ bolt11, chain: { address, amountSat: 2_000n } }),
    "bitcoin:BCRT1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KYGT080?amount=0.00002&lightning=LNBCRT20U1PJQ0EXAMPLE",
  );
});

test("the link for every wallet is all in small letters, however the node writes them", () => {
  const chain = { address: address.toUpperCase(), amountSat: 2_000n };
  const link = paymentLink({ bolt11: bolt11.toUpperCase(), chain });
  assert.is(link, `bitcoin:${address}?amount=0.00002&lightning=${bolt11}`);
  assert.is(link, link?.toLowerCase());
});

test("on chain alone there is no word of Lightning", () => {
  const chain = { address, amountSat: 1_001n };
  assert.is(paymentCode({ chain }), `bitcoin:${address.toUpperCase()}?amount=0.00001001`);
  assert.is(paymentLink({ chain }), `bitcoin:${address}?amount=0.00001001`);
});

test("Lightning alone is the invoice, as wallets that know nothing else read it", () => {
  assert.is(paymentCode({ bolt11 }), bolt11.toUpperCase());
  assert.is(paymentLink({ bolt11 }), `lightning:${bolt11}`);
});

test("an old address, where capitals mean something, stays letter for letter", () => {
  const chain = { address: "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", amountSat: 1_000n };
  assert.is(paymentCode({ chain }), "bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=0.00001");
  assert.is(paymentLink({ chain }), "bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=0.00001");
});

test("where nothing can be paid there is neither a code nor a link", () => {
  assert.equal([paymentCode({}), paymentLink({})], [undefined, undefined]);
});
