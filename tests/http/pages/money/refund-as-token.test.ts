import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { isRefused } from "../../../../app/domain/refusal.ts";
import { tokenMaker } from "../../../../app/ecash/make-token.ts";
import { receiveToken } from "../../../../app/ecash/receive-token.ts";
import { coinKit } from "../../../../app/gateways/mint/coin-kit.ts";
import { sendDue } from "../../../../app/payments/outgoing/send-due.ts";
import { ecashOf, MINT_URL } from "../../../ecash/world.ts";
import { suite } from "../../../support/suite.ts";
import { openHub, placeOrder } from "../../hub.ts";
import { Visitor, wordsOf } from "../visitor.ts";

const test = suite("http/pages/money/refund-as-token");
const t = await openHub();
const { ecash, token, close } = await ecashOf(t.shop);
const keysetIds = (await ecash.mintAt(MINT_URL).keysets()).map(({ id }) => id);
t.hub.ecash = ecash;
test.after(async () => {
  close();
  await t.close();
});

const KEY = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
/** Half of all numbers are no x of a point on the curve; this is one of them (BIP-340's test vector 5). */
const OFF_CURVE = "eefdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34";

/** Where the buyer of an order, paid with a token over 40 sat too much, asks for them. */
async function overpaid(): Promise<string> {
  const order = await placeOrder(t, { priceMinor: 60n });
  const taken = await receiveToken(ecash, { chargeId: order.charge.id, token: await token(100n) });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
  return `/orders/${order.id}/${order.key}/refund`;
}

async function shown(at: string) {
  await sendDue({ ...t.hub, payer: t.shop.node, makeToken: tokenMaker(ecash) });
  const page = await new Visitor(t).get(at);
  const text = /cashuB[\w-]+={0,2}/.exec(page.html)?.[0] ?? "";
  return {
    words: wordsOf(page),
    locks: (coinKit.read(text, keysetIds) ?? []).map(({ secret }) => coinKit.lockOf(secret)),
  };
}

test("a buyer who names no key hears that whoever has the token has the money", async () => {
  const at = await overpaid();
  const buyer = new Visitor(t);
  const page = await buyer.get(at);
  assert.match(wordsOf(page), "Empty: whoever has the token has the money.");
  await buyer.submit(page, `${at}/token`);
  const { locks } = await shown(at);
  assert.ok(locks.length > 0 && locks.every((lock) => lock === "plain"));
});

for (const [how, typed, lockedTo] of [
  ["as wallets show it", KEY, KEY],
  ["in capitals and with spaces around it", ` ${KEY.toUpperCase()}\n`, KEY],
  ["without its first byte, as Nostr has it", KEY.slice(2), `02${KEY.slice(2)}`],
] as const)
  test(`a token is locked to the buyer's key, named ${how}, for ever`, async () => {
    const at = await overpaid();
    const buyer = new Visitor(t);
    await buyer.submit(await buyer.get(at), `${at}/token`, { "wallet-key": typed });
    const { locks, words } = await shown(at);
    assert.ok(locks.length > 0);
    for (const lock of locks)
      assert.equal(lock, { keys: [lockedTo], signaturesNeeded: 1, refund: undefined, hash: undefined });
    assert.match(words, `Only the wallet with this key can take it: ${lockedTo}`);
  });

for (const [what, typed] of [
  ["half a key", KEY.slice(0, 40)],
  ["an uncompressed key", `04${KEY.slice(2)}${KEY.slice(2)}`],
  ["words", "my wallet"],
  ["a number that is no key of anybody", OFF_CURVE],
  ["the same with a first byte", `02${OFF_CURVE}`],
] as const)
  test(`${what} is no key: it is said so, and nothing is asked for`, async () => {
    const at = await overpaid();
    const buyer = new Visitor(t);
    const answer = await buyer.submit(await buyer.get(at), `${at}/token`, { "wallet-key": typed });
    assert.is(answer.status, 422);
    assert.match(wordsOf(answer), "This is no public key of a wallet");
    assert.match(answer.html, `value="${typed}"`);
    assert.match(wordsOf(await buyer.get(at)), "40 sat of this order is yours");
  });

test("the field is not taken away while somebody types: the page looks again only when nothing is owed", async () => {
  const at = await overpaid();
  const buyer = new Visitor(t);
  const before = await buyer.get(at);
  assert.not.match(before.html, /http-equiv="refresh"/);
  await buyer.submit(before, `${at}/token`);
  await shown(at);
  assert.match((await buyer.get(at)).html, /http-equiv="refresh"/);
});
