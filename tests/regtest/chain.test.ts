import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authenticatedLndGrpc, createChainAddress, sendToChainAddress } from "lightning";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { blockHeight } from "../../app/domain/time.ts";
import { bitcoindWitness } from "../../app/gateways/chain/bitcoind.ts";
import { crossChecked } from "../../app/gateways/chain/cross-checked.ts";
import type { ChainWallet } from "../../app/gateways/chain/port.ts";
import { connectLnd } from "../../app/gateways/lightning/lnd.ts";
import { lndFailure } from "../../app/gateways/lightning/lnd-failure.ts";
import { bakeMacaroons } from "../../app/gateways/lightning/setup.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { openPurse } from "../../scripts/regtest/coins/purse.ts";
import { bakeMacaroons as keepMacaroons } from "../../scripts/regtest/hub/bake-macaroons.ts";
import { hubSettings } from "../../scripts/regtest/hub/settings.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import type { Stack } from "../../scripts/regtest/stack.ts";
import { closeLnd } from "../../scripts/regtest/stack/lnd.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { openTcpProxy } from "../gateways/lightning/tcp-proxy.ts";
import { apiClient } from "../support/api-client.ts";
import type { ApiClient, ApiOrder } from "../support/api-client.ts";
import { chainContract } from "../support/chain-contract.ts";
import type { ChainWorld } from "../support/chain-contract.ts";
import { startHub } from "../support/hub-process.ts";
import type { HubProcess } from "../support/hub-process.ts";
import { seedCatalog } from "../support/seed-catalog.ts";
import { rejects, suite } from "../support/suite.ts";
import { comesUp } from "./comes-up.ts";

const stack = sharedStack();
const COINS = 40;

comesUp("regtest/chain: nodes", stack);

const opened = onlyOnce(async () => {
  const running = await stack.get();
  const purse = await openPurse(running.bitcoind.rpc, COINS);
  await running.mine(1);
  return { running, purse, macaroons: await bake(running) };
});

async function bake({ shop }: Stack) {
  const certificate = readFileSync(shop.certPath).toString("base64");
  const adminMacaroon = readFileSync(shop.adminMacaroonPath).toString("base64");
  return bakeMacaroons({ socket: shop.socket, certificate, adminMacaroon });
}

type Opened = Awaited<ReturnType<typeof opened>>;

function connect({ running: { shop }, macaroons }: Opened, socket: string) {
  const certificate = readFileSync(shop.certPath).toString("base64");
  const node = connectLnd({ socket, readKeys: () => ({ certificate, macaroons }), log: { warn: () => undefined } });
  if (node.chain === undefined) throw new Error("the macaroon for the chain was not used");
  return { wallet: node.chain, close: () => node.close() };
}

function checkedBy({ running: { bitcoind } }: Opened, wallet: ChainWallet): ChainWallet {
  const safeFetch = safeFetcher({ allowed: [new URL(bitcoind.rpcUrl).host] });
  const readLogin = () => `${bitcoind.user}:${bitcoind.password}`;
  return crossChecked(wallet, bitcoindWitness({ url: bitcoind.rpcUrl, readLogin, safeFetch }), 2_000);
}

/** What others do on the stack's chain; the shop's node has seen each new block when it answers. */
function others({ running, purse }: Opened): Pick<ChainWorld, "pay" | "replace" | "mine" | "reorganise"> {
  const inSat = (outputs: Parameters<ChainWorld["pay"]>) =>
    outputs.map(({ address, amountMsat }) => ({ address, amountSat: amountMsat / 1_000n }));
  return {
    pay: (...outputs) => purse.pay(inSat(outputs)),
    replace: (txid, ...outputs) => purse.replace(txid, inSat(outputs)),
    mine: running.mine,
    reorganise: async (depth, fate) => {
      await purse.reorganise(depth, fate);
      await running.mine(0);
    },
  };
}

chainContract("regtest/chain: contract on LND with Bitcoin Core as its witness", async () => {
  const world = await opened();
  const proxy = await openTcpProxy(world.running.shop.socket);
  const { wallet, close } = connect(world, proxy.socket);
  return {
    wallet: checkedBy(world, wallet),
    ...others(world),
    breakStreams: async () => proxy.cut(),
    close: async () => {
      close();
      await proxy.close();
    },
  };
});

const test = suite("regtest/chain");

const PRICE_SAT = 50_000n;

test("the macaroon for the chain makes addresses and sends nothing, that for invoices makes no address", async () => {
  const { running, macaroons } = await opened();
  const cert = readFileSync(running.shop.certPath).toString("base64");
  const as = (macaroon: string) => authenticatedLndGrpc({ socket: running.shop.socket, cert, macaroon }).lnd;
  const [chain, receive] = [as(macaroons.chain), as(macaroons.receive)];
  const { address } = await createChainAddress({ lnd: chain, format: "p2wpkh" });
  await isDenied(sendToChainAddress({ lnd: chain, address, tokens: 10_000 }));
  await isDenied(createChainAddress({ lnd: receive, format: "p2wpkh" }));
  closeLnd(chain);
  closeLnd(receive);
});

test("LND alone goes on listing a payment whose coins were spent elsewhere, which is what Bitcoin Core is asked for", async () => {
  const world = await opened();
  const { wallet, close } = connect(world, world.running.shop.socket);
  const { pay, replace, mine } = others(world);
  const txid = await pay({ address: await wallet.newAddress(), amountMsat: msatFromSat(PRICE_SAT) });
  const isListed = async (by: ChainWallet) =>
    (await by.transactions(blockHeight(0))).some((each) => each.txid === txid) ? true : undefined;
  await until("LND sees the payment", 20_000, () => isListed(wallet));
  await replace(txid);
  await mine(1);
  assert.is(await isListed(wallet), true);
  assert.is(await isListed(checkedBy(world, wallet)), undefined);
  close();
});

const dataDir = mkdtempSync(join(tmpdir(), "satoshop-chain-"));

type RunningHub = { hub: HubProcess; api: ApiClient };
let started: Promise<RunningHub> | undefined;

/** The hub on the shop's LND, started by the first test that needs it. */
async function hubOnStack(): Promise<RunningHub> {
  return (started ??= start());
}

async function start(): Promise<RunningHub> {
  const { running } = await opened();
  await seedCatalog(dataDir, PRICE_SAT);
  const settings = hubSettings(running, await keepMacaroons(running.folder, running.shop));
  const hub = await startHub({ ...settings, DATA_DIR: dataDir, DEMO: "0" });
  return { hub, api: apiClient(hub.origin) };
}
test.after(async () => {
  await (await started?.catch(() => undefined))?.hub.stop();
  await stack.stop();
});

async function newOrder(): Promise<ApiOrder & { address: string }> {
  const { api } = await hubOnStack();
  const [product] = await api.products();
  if (product === undefined) throw new Error("the shop sells nothing");
  const order = await api.placeOrder(product);
  const { chain } = order.charge;
  if (chain === undefined) throw new Error("the order has no address");
  assert.is(chain.amountSat, PRICE_SAT.toString());
  return { ...order, address: chain.address };
}

/** Waits until the order is so; the hub hears of things a moment after its node. */
async function untilOrder(order: ApiOrder, is: string, fits: (now: ApiOrder) => boolean): Promise<ApiOrder> {
  const { api } = await hubOnStack();
  return until(`order ${order.id} is ${is}`, 30_000, async () => {
    const now = await api.readOrder(order).catch(() => undefined);
    return now !== undefined && fits(now) ? now : undefined;
  });
}

const seen = ({ charge }: ApiOrder) => charge.chain?.seen.length ?? 0;
const inState = (state: string) => (now: ApiOrder) => now.state === state;

test(
  "an order is seen, paid, walked back by a reorganisation and paid again, 1 and 5 deep",
  async () => {
    const { pay, mine, reorganise } = others(await opened());
    for (const depth of [1, 5]) {
      const order = await newOrder();
      await pay({ address: order.address, amountMsat: msatFromSat(PRICE_SAT) });
      await untilOrder(order, "seen", (now) => seen(now) === 1 && now.state === "open");
      await mine(depth);
      const paid = await untilOrder(order, "paid", inState("paid"));
      assert.equal([paid.paidMsat, paid.refundableMsat], [order.totalMsat, "0"]);
      await reorganise(depth, "returned");
      const back = await untilOrder(order, "walked back", inState("open"));
      assert.is(back.paidMsat, "0");
      await mine(1);
      assert.is((await untilOrder(order, "paid again", inState("paid"))).paidMsat, order.totalMsat);
    }
  },
  { timeoutMs: 180_000 },
);

test(
  "a payment that is replaced by a smaller one is a part, and one spent elsewhere is nothing",
  async () => {
    const { pay, replace, mine, reorganise } = others(await opened());
    const [replaced, doubled, dropped] = [await newOrder(), await newOrder(), await newOrder()];
    const amountMsat = msatFromSat(PRICE_SAT);
    const first = await pay({ address: replaced.address, amountMsat });
    const second = await pay({ address: doubled.address, amountMsat });
    for (const order of [replaced, doubled]) await untilOrder(order, "seen", (now) => seen(now) === 1);
    const smaller = await replace(first, { address: replaced.address, amountMsat: msatFromSat(1_000n) });
    await replace(second);
    await untilOrder(replaced, "replaced", ({ charge }) => charge.chain?.seen[0]?.txid === smaller);
    await untilOrder(doubled, "gone", (now) => seen(now) === 0);
    await mine(1);
    const part = await untilOrder(replaced, "paid in part", (now) => now.paidMsat !== "0");
    assert.equal([part.state, part.paidMsat], ["open", "1000000"]);
    await pay({ address: dropped.address, amountMsat });
    await untilOrder(dropped, "seen", (now) => seen(now) === 1);
    await mine(1);
    await untilOrder(dropped, "paid", inState("paid"));
    await reorganise(1, "dropped");
    const lost = await untilOrder(dropped, "walked back", inState("open"));
    assert.equal([lost.paidMsat, seen(lost)], ["0", 0]);
  },
  { timeoutMs: 180_000 },
);

test(
  "a hub that is killed between payment and block finds the block when it is back",
  async () => {
    const { hub } = await hubOnStack();
    const { pay, mine, reorganise } = others(await opened());
    const [before, during] = [await newOrder(), await newOrder()];
    const amountMsat = msatFromSat(PRICE_SAT);
    await pay({ address: before.address, amountMsat });
    await untilOrder(before, "seen", (now) => seen(now) === 1);
    await hub.kill();
    await pay({ address: during.address, amountMsat });
    await mine(2);
    await hub.start();
    for (const order of [before, during]) await untilOrder(order, "paid", inState("paid"));
    await hub.kill();
    await reorganise(2, "returned");
    await hub.start();
    for (const order of [before, during]) await untilOrder(order, "walked back", inState("open"));
    await mine(1);
    for (const order of [before, during]) await untilOrder(order, "paid again", inState("paid"));
  },
  { timeoutMs: 180_000 },
);

test(
  "after a part on chain the hub cancels the invoice, asks for the rest over Lightning, and is paid by both",
  async () => {
    const { running } = await opened();
    const { pay, mine } = others(await opened());
    const order = await newOrder();
    const before = order.charge.lightning.bolt11;
    await pay({ address: order.address, amountMsat: msatFromSat(20_000n) });
    await untilOrder(order, "seen", (now) => seen(now) === 1);
    await mine(1);
    const asksAnew = ({ charge }: ApiOrder) => "lightning" in charge && charge.lightning.bolt11 !== before;
    const part = await untilOrder(order, "asked for the rest", asksAnew);
    assert.equal([part.state, part.paidMsat, part.charge.chain?.amountSat], ["open", "20000000", "30000"]);
    await rejects(payInvoice(running.buyer.lnd, before));
    const { paidMsat } = await payInvoice(running.buyer.lnd, part.charge.lightning.bolt11);
    assert.is(paidMsat, "30000000");
    const paid = await untilOrder(order, "paid", inState("paid"));
    assert.equal([paid.paidMsat, paid.refundableMsat], [order.totalMsat, "0"]);
  },
  { timeoutMs: 120_000 },
);

async function isDenied(call: Promise<unknown>): Promise<void> {
  const denial = await call.then(() => undefined, lndFailure);
  assert.match(denial?.details ?? "it was allowed", /permission denied/);
}

function onlyOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
