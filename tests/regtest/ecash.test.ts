import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { AuthenticatedLnd } from "lightning";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import type { Ecash } from "../../app/ecash/ecash.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { leftOverTokens } from "../../app/ecash/left-over-tokens.ts";
import { tokenMaker } from "../../app/ecash/make-token.ts";
import { refreshKeysets } from "../../app/ecash/mints/refresh-keysets.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { sealUnder } from "../../app/ecash/seal.ts";
import { tokensFor } from "../../app/ecash/tokens-for.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { httpWire } from "../../app/gateways/mint/http-wire.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { readDestination } from "../../app/gateways/payee/read-destination.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { askRefund } from "../../app/payments/outgoing/ask-refund.ts";
import { sendDue } from "../../app/payments/outgoing/send-due.ts";
import { payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { startCdkMintd } from "../../scripts/regtest/mints/cdk-mintd.ts";
import { startNutshell } from "../../scripts/regtest/mints/nutshell.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { trust } from "../ecash/world.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { comesUp } from "./comes-up.ts";

const stack = sharedStack();
const DEADLINE_MS = 120_000;

comesUp("regtest/ecash: nodes", stack);

const test = suite("regtest/ecash");

/** A shop whose mint is cdk-mintd on its own node, and a stranger's Nutshell on the buyer's. */
async function open() {
  const { folder, shop: shopNode, buyer } = await stack.get();
  const [own, other] = [
    await startCdkMintd(join(folder, "own-mint"), shopNode),
    await startNutshell(join(folder, "other-mint"), buyer),
  ];
  const shop = await openShop();
  const fetch = safeFetcher({ allowed: [new URL(own.url).host, new URL(other.url).host] });
  const ports = new Map([own.url, other.url].map((url) => [url, openCashuMint(url, httpWire(url, fetch))]));
  const portOf = (url: string) => ports.get(url) ?? assert.unreachable(`nobody knows ${url}`);
  await trust(shop, own.url);
  await trust(shop, other.url, "foreign");
  for (const port of ports.values()) await refreshKeysets(shop, port);
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const seal = sealUnder("a secret key only for tests, 32+ chars", random);
  const ecash: Ecash = {
    ...shop.observing,
    random,
    kit: coinKit,
    seal,
    mintAt: (url) => portOf(url) as MintPort,
    seed: random(64),
  };
  const tokenOf = (url: string, lnd: AuthenticatedLnd) => buyAt(portOf(url) as MintPort, lnd);
  return {
    shop,
    ecash,
    ownToken: tokenOf(own.url, buyer.lnd),
    otherToken: tokenOf(other.url, shopNode.lnd),
    otherUrl: other.url,
    close: async () => {
      await Promise.all([own.stop(), other.stop()]);
      await shop.close();
    },
  };
}

type World = Awaited<ReturnType<typeof open>>;

let opened: Promise<World> | undefined;
const world = () => (opened ??= open());
test.after(async () => (await opened)?.close());

/** A buyer's purse at a mint, filled by a node; a mint on that very node would be paid by itself. */
function buyAt(mint: MintPort, lnd: AuthenticatedLnd): (sat: bigint) => Promise<string> {
  const pay = async (bolt11: string) => void (await payInvoice(lnd, bolt11));
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const purse = openSandboxPurse({ mint, kit: coinKit, random, pay });
  return (sat) => purse(sat * 1_000n);
}

async function newOrder(shop: Shop, sat: bigint) {
  return placeWithInvoice(shop, orderFor(shop, await addProduct(shop, { priceMinor: sat, stock: 1n })));
}

async function pays({ shop, ecash }: World, sat: bigint, token: string) {
  const order = await newOrder(shop, sat);
  const answer = await receiveToken(ecash, { chargeId: order.chargeId, token });
  if (isRefused(answer)) throw new Error(`refused: ${answer.reason}`);
  await until("the order is paid", DEADLINE_MS, async () => {
    shop.clock.advance(10_000n);
    await finishDueOps(ecash);
    const row = shop.db.selectFrom("orders").select("state").where("id", "=", order.orderId);
    return (await row.executeTakeFirstOrThrow()).state === "paid" || undefined;
  });
  return order;
}

test(
  "a token of the shop's own mint pays an order, and change is had as a token that is good",
  async () => {
    const w = await world();
    const { shop, ecash } = w;
    const order = await pays(w, 20_000n, await w.ownToken(20_500n));
    const asked = await askRefund(shop, {
      orderId: order.orderId,
      amountMsat: msatFromSat(500n),
      destination: { kind: "ecash", text: "" },
      by: "buyer",
    });
    if (isRefused(asked)) throw new Error(`refused: ${asked.reason}`);
    const payee = { read: readDestination, invoiceFrom: () => Promise.reject(new Error("nobody is asked")) };
    const sending = { ...shop, payer: shop.node, payee, makeToken: tokenMaker(ecash) };
    assert.is(await sendDue(sending), 1);
    const [change] = await tokensFor(ecash, [asked.id]);
    assert.is(change?.amountMsat, 500_000n);
    // Good enough to buy with.
    await pays(w, 500n, change?.text ?? "");
    await assertSound(shop);
  },
  { timeoutMs: 300_000 },
);

test(
  "a token of another mint pays an order over Lightning, and what the way did not cost goes back to its buyer",
  async () => {
    const w = await world();
    const order = await pays(w, 2_000n, await w.otherToken(2_060n));
    const paid = await w.shop.db
      .selectFrom("payment")
      .innerJoin("charge", "charge.id", "payment.charge_id")
      .where("charge.order_id", "=", order.orderId)
      .select("payment.amount_msat")
      .executeTakeFirstOrThrow();
    const leftOver = await leftOverTokens(w.ecash, order.chargeId);
    const backMsat = leftOver.reduce((sum, { amountMsat }) => sum + amountMsat, 0n);
    assert.ok(paid.amount_msat >= 2_000_000n, `${paid.amount_msat}`);
    assert.ok(paid.amount_msat + backMsat >= 2_057_000n, `${paid.amount_msat} and ${backMsat}`);
    for (const { text } of leftOver) assert.is(coinKit.peek(text ?? "")?.mint, w.otherUrl);
    await assertSound(w.shop);
  },
  { timeoutMs: 300_000 },
);

suite("regtest/ecash: end").after(() => stack.stop());
