import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { HOUR_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { expireDue } from "../../../app/orders/expire.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { ship } from "../../../app/orders/ship.ts";
import { askForRest } from "../../../app/payments/ask-for-rest.ts";
import { openAddress } from "../../../app/payments/open-address.ts";
import { reconcileChain } from "../../../app/payments/reconcile-chain.ts";
import { suite } from "../../support/suite.ts";
import { openBusyMarket, seedOrder } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { Visitor, linksIn, wordsOf } from "./visitor.ts";
import type { Answer } from "./visitor.ts";

const test = suite("http/pages/on-chain");

/** An open order over 2,000 sat that has an invoice and an address, and its buyer without scripts. */
type World = {
  m: BusyMarket;
  id: string;
  address: string;
  chainAddress: string;
  buyer: Visitor;
  page(query?: string): Promise<Answer>;
  words(): Promise<string>;
  /** Sends this many sat and lets the hub look. */
  send(sat: bigint): Promise<string>;
  mine(): Promise<void>;
  look(): Promise<void>;
  /** What the hub does by itself after a part: another invoice. */
  askForRest(): Promise<unknown>;
};

async function onChain(check: (world: World) => Promise<void>): Promise<void> {
  const m = await openBusyMarket();
  const { chain } = m.shop;
  m.hub.chain = chain;
  const { id, address } = await seedOrder(m, m.stallId, m.products.digital);
  const charge = await m.hub.db.selectFrom("charge").select("id").where("order_id", "=", id).executeTakeFirstOrThrow();
  const opened = await openAddress({ ...m.shop.observing, chain }, charge.id);
  if (isRefused(opened)) throw new Error(`refused: ${opened.reason}`);
  const buyer = new Visitor(m);
  const look = async () => {
    m.shop.clock.advance(1n);
    await reconcileChain({ ...m.shop.observing, chain });
  };
  const page = (query = "") => buyer.get(`${address}${query}`);
  await check({
    m,
    id,
    address,
    chainAddress: opened.address,
    buyer,
    page,
    words: async () => wordsOf(await page()),
    send: async (sat) => {
      const txid = chain.pay({ address: opened.address, amountMsat: msatFromSat(sat) });
      await look();
      return txid;
    },
    mine: async () => {
      chain.mine();
      await look();
    },
    look,
    askForRest: () => askForRest({ ...m.shop.observing, node: m.shop.node, canceller: m.shop.node }, charge.id),
  });
  await m.close();
}

const URI = /^bitcoin:/;

test("one code and one link are for every wallet, with the amount of each rail beside them", () =>
  onChain(async ({ page, chainAddress }) => {
    const shown = await page();
    assert.match(wordsOf(shown), /Scan this with any Bitcoin wallet.*Over Lightning 2,000 sat.*On-chain 2,000 sat/);
    const [link = ""] = linksIn(shown, URI);
    assert.match(link, new RegExp(`^bitcoin:${chainAddress}\\?amount=0\\.00002&lightning=lnbcrt`));
    assert.is(link, link.toLowerCase());
    assert.equal(linksIn(shown, new RegExp(`^${chainAddress}$`)), [chainAddress]);
    assert.equal(linksIn(shown, /^0\.00002$/), ["0.00002"]);
    assert.is(shown.html.match(/<svg role="img"/g)?.length, 1);
  }));

test("a wallet that knows one rail alone gets a code of that rail alone, by a link that needs no script", () =>
  onChain(async ({ page, address, chainAddress, buyer }) => {
    const all = await page();
    const [lightningTab = "", chainTab = ""] = linksIn(all, /\?rail=/);
    assert.equal([lightningTab, chainTab], [`${address}?rail=lightning`, `${address}?rail=chain`]);
    const lightning = await buyer.get(lightningTab);
    assert.equal(linksIn(lightning, URI), []);
    assert.is(linksIn(lightning, /^lightning:lnbcrt/).length, 1);
    const chain = await buyer.get(chainTab);
    assert.equal(linksIn(chain, URI), [`bitcoin:${chainAddress}?amount=0.00002`]);
    assert.equal(linksIn(chain, /lnbcrt/), []);
    assert.match((await page("?rail=nonsense")).html, /lightning=lnbcrt/);
  }));

test("a payment that no block holds yet is shown as on its way, and nothing asks for it once more", () =>
  onChain(async ({ page, send }) => {
    const txid = await send(2_000n);
    const waiting = await page();
    assert.match(wordsOf(waiting), /Your payment is on its way.*2,000 sat seen, 0 of 1 confirmations/);
    assert.ok(wordsOf(waiting).includes(`${txid.slice(0, 8)}…${txid.slice(-8)}`));
    assert.equal(linksIn(waiting, /^(?:bitcoin|lightning):/), []);
    assert.not.match(waiting.html, /<svg role="img"/);
    assert.match(waiting.html, /data-state="coming"/);
    assert.match(wordsOf(waiting), /You need not wait here/);
  }));

test("a payment that is deep enough has paid the order, and the receipt names its transaction", () =>
  onChain(async ({ words, send, mine, buyer, address }) => {
    const txid = await send(2_000n);
    await mine();
    assert.match(await words(), /Paid. Thank you!.*On-chain 2,000 sat.*Transaction/);
    assert.not.match(await words(), /On its way/);
    const receipt = wordsOf(await buyer.get(`${address}/receipt`));
    assert.match(receipt, new RegExp(`On-chain, 2,000 sat.*Transaction ${txid}:0`));
  }));

test("where a part is here, the page asks for the rest alone, on each rail as soon as it can", () =>
  onChain(async ({ page, send, mine, chainAddress, askForRest }) => {
    await send(1_000n);
    assert.match(wordsOf(await page()), /1,000 sat of 2,000 sat are on their way; 1,000 sat missing/);
    await mine();
    const rest = await page();
    assert.match(
      wordsOf(rest),
      /1,000 sat of 2,000 sat are here; 1,000 sat missing.*Please send the rest on-chain, to this address/,
    );
    assert.equal(linksIn(rest, URI), [`bitcoin:${chainAddress}?amount=0.00001`]);
    assert.equal(linksIn(rest, /lnbcrt/), []);
    await askForRest();
    const both = await page();
    assert.match(wordsOf(both), /This code asks for the rest only.*Over Lightning 1,000 sat On-chain 1,000 sat/);
    const [link = ""] = linksIn(both, URI);
    const [, invoice = ""] = /&lightning=(lnbcrt\w+)$/.exec(link) ?? [];
    assert.ok(link.startsWith(`bitcoin:${chainAddress}?amount=0.00001&`));
    assert.is(readBolt11(invoice)?.amountMsat, 1_000_000n);
    await send(400n);
    const coming = await page();
    assert.match(wordsOf(coming), /1,000 sat of 2,000 sat are here and 400 sat on their way; 600 sat missing/);
    assert.equal(linksIn(coming, /lnbcrt/), []);
  }));

test("a rest that no wallet sends on chain is named, and asked for over Lightning alone", () =>
  onChain(async ({ page, send, mine, askForRest }) => {
    await send(1_500n);
    await mine();
    const rest = await page();
    assert.match(wordsOf(rest), /500 sat are missing. That is too little to send on-chain/);
    assert.equal(linksIn(rest, /^(?:bitcoin|lightning):/), []);
    await askForRest();
    const [link = ""] = linksIn(await page(), /^(?:bitcoin|lightning):/);
    assert.is(readBolt11(link.replace(/^lightning:/, ""))?.amountMsat, 500_000n);
  }));

test("a payment that the network took back is told to its buyer and its seller, and is waited for", () =>
  onChain(async ({ m, id, words, send, mine, look, page }) => {
    await send(2_000n);
    await mine();
    m.shop.chain.reorganise(1);
    await look();
    assert.match(await words(), /Your payment was taken back by the network.*do not pay twice/);
    assert.equal(linksIn(await page(), /^(?:bitcoin|lightning):/), []);
    const seller = new Visitor(m);
    await seller.signIn({ role: "seller", stallId: m.stallId });
    const desk = wordsOf(await seller.get(`/desk/orders/${id}`));
    assert.match(desk, /On its way 2,000 sat seen, 0 of 1 confirmations/);
    assert.match(desk, /The Bitcoin network took this payment back on/);
    await mine();
    assert.match(await words(), /Paid. Thank you!/);
  }));

test("a payment that was taken back for good is asked for once more", () =>
  onChain(async ({ m, page, send, mine, look }) => {
    await send(2_000n);
    await mine();
    m.shop.chain.reorganise(1, "dropped");
    await look();
    const again = await page();
    assert.match(wordsOf(again), /taken back by the network.*please pay again/);
    assert.is(linksIn(again, URI).length, 1);
  }));

test("goods that were sent for money that the network took back are the first thing that the owner reads", () =>
  onChain(async ({ m, id, send, mine, look }) => {
    await send(2_000n);
    await mine();
    assert.is((await ship(m.shop.observing, m.stallId, id)).kind, "shipped");
    const owner = new Visitor(m);
    await owner.signIn({ role: "owner" });
    assert.not.match(wordsOf(await owner.get("/owner")), /The network took the money/);
    m.shop.chain.reorganise(1, "dropped");
    await look();
    const overview = await owner.get("/owner");
    assert.match(wordsOf(overview), /The network took the money of order [\dA-Z-]+ back.*2,000 sat are missing/);
    assert.equal(linksIn(overview, /^\/owner\/orders\/ord_/), [`/owner/orders/${id}`]);
  }));

test("a payment on its way keeps the order when the time is up, and the page asks for nothing", () =>
  onChain(async ({ m, words, send }) => {
    await send(2_000n);
    m.shop.clock.advance(16n * MINUTE_MS);
    assert.match(await words(), /Your payment is on its way/);
    assert.not.match(await words(), /Time is up/);
  }));

test("a payment that comes after the order has ended is on the page, and what becomes of it", () =>
  onChain(async ({ m, words, send }) => {
    m.shop.clock.advance(HOUR_MS);
    await expireDue({ ...m.hub, chain: m.shop.chain }, m.hub.node);
    assert.match(await words(), /This order has expired/);
    await send(2_000n);
    assert.match(await words(), /A payment is on its way, after the order has ended.*0 of 1 confirmations/);
    assert.not.match(await words(), /Nothing was paid/);
  }));

test("a part of an order that has ended is told to be too little, with the way to get it back", () =>
  onChain(async ({ m, words, send, mine }) => {
    await send(700n);
    await mine();
    m.shop.clock.advance(HOUR_MS);
    await expireDue({ ...m.hub, chain: m.shop.chain }, m.hub.node);
    assert.match(await words(), /your money is safe.*700 sat.*700 sat.*Less than asked arrived/i);
  }));

test("the practice buyer pays on chain and finds the block without scripts", () =>
  onChain(async ({ page, buyer }) => {
    const waiting = await buyer.submit(await page(), /\/sandbox-pay-on-chain$/);
    assert.match(wordsOf(waiting), /2,000 sat seen, 0 of 1 confirmations/);
    assert.match(wordsOf(await buyer.submit(waiting, /\/sandbox-mine$/)), /Paid. Thank you!/);
  }));

test("where money has value nobody pays by a button or finds blocks", () =>
  onChain(async ({ m, buyer, address }) => {
    m.hub.sandboxHands = undefined;
    for (const path of ["sandbox-pay-on-chain", "sandbox-mine"])
      assert.is((await buyer.post(`${address}/${path}`, {})).status, 404, path);
  }));

test("a Korean buyer reads the same in Korean", () =>
  onChain(async ({ m, address, send }) => {
    const korean = new Visitor(m, "ko");
    assert.match(wordsOf(await korean.get(address)), /비트코인 지갑으로 찍어 주세요/);
    await send(2_000n);
    assert.match(wordsOf(await korean.get(address)), /결제가 들어오는 중이에요.*컨펌 1번 중 0번/);
  }));
