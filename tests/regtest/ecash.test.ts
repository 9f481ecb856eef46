import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { leftOverTokens } from "../../app/ecash/left-over-tokens.ts";
import { tokenMaker } from "../../app/ecash/make-token.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { tokensFor } from "../../app/ecash/tokens-for.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { readDestination } from "../../app/gateways/payee/read-destination.ts";
import { balances } from "../../app/payments/balances.ts";
import { askRefund } from "../../app/payments/outgoing/ask-refund.ts";
import { sendDue } from "../../app/payments/outgoing/send-due.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { addProduct, assertSound, orderFor, placeWithInvoice } from "../support/shop.ts";
import type { OrderWithInvoice, Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { testRandom } from "../support/world.ts";
import { comesUp } from "./comes-up.ts";
import { openEcashOn } from "./ecash-on-stack.ts";
import type { EcashOnStack } from "./ecash-on-stack.ts";

const stack = sharedStack();
const DEADLINE_MS = 120_000;

comesUp("regtest/ecash: nodes", stack);

const test = suite("regtest/ecash");

const TOKENS = Number(process.env["TOKENS"] ?? "40");
/** Of 256 calls so many are lost: 5 % on the way there, and 5 % on the way back. */
const LOST_OF_256 = 26;
const luck = testRandom(31);

let losesCalls = false;
const lost = { "not-applied": 0, unanswered: 0 };
let opened: Promise<EcashOnStack> | undefined;
const world = () => (opened ??= stack.get().then((on) => openEcashOn(on, dropNow)));
test.after(async () => (await opened)?.close());

/** The first two calls: however few there are, each way is lost once. */
const certain: ("not-applied" | "unanswered")[] = ["not-applied", "unanswered"];

function dropNow(): "not-applied" | "unanswered" | undefined {
  if (!losesCalls) return undefined;
  const how = certain.shift() ?? drawn();
  if (how !== undefined) lost[how] += 1;
  return how;
}

function drawn(): "not-applied" | "unanswered" | undefined {
  const [chance = 0, way = 0] = luck(2);
  if (chance >= LOST_OF_256) return undefined;
  return way < 128 ? "not-applied" : "unanswered";
}

async function newOrder(shop: Shop, sat: bigint) {
  return placeWithInvoice(shop, orderFor(shop, await addProduct(shop, { priceMinor: sat, stock: 1n })));
}

async function pays({ shop, ecash }: EcashOnStack, sat: bigint, token: string) {
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

test(
  `of ${TOKENS} orders that are paid by token while calls to the mint are lost, each is credited exactly once`,
  async () => {
    const w = await world();
    const { shop, ecash, ownMint } = w;
    const before = await paidByToken(w);
    const tokens = await w.manyOwnTokens(21n, TOKENS);
    const orders: OrderWithInvoice[] = [];
    const startedMs = Date.now();
    losesCalls = true;
    for (const token of tokens) {
      const order = await newOrder(shop, 21n);
      orders.push(order);
      await receiveToken(ecash, { chargeId: order.chargeId, token });
    }
    await until("nothing is open any more", DEADLINE_MS, async () => {
      shop.clock.advance(600_000n);
      await finishDueOps(ecash);
      const open = await shop.db.selectFrom("ecash_op").select("id").where("state", "=", "open").execute();
      return open.length === 0 || undefined;
    });
    losesCalls = false;
    const tookSeconds = Math.round((Date.now() - startedMs) / 1_000);
    process.stdout.write(`${JSON.stringify({ orders: TOKENS, lost, tookSeconds })}\n`);
    assert.ok(lost["not-applied"] > 0 && lost.unanswered > 0, "nothing was lost");
    assert.is((await paidByToken(w)) - before, 21_000n * BigInt(TOKENS));
    const rows = await shop.db.selectFrom("orders").select(["id", "state"]).execute();
    const states = new Map(rows.map(({ id, state }) => [id, state]));
    for (const { orderId } of orders) assert.is(states.get(orderId), "paid");
    await assertAsMintSays(w, ownMint);
    await assertSound(shop);
  },
  { timeoutMs: 1_500_000 },
);

async function paidByToken({ shop: { db } }: EcashOnStack): Promise<bigint> {
  const rows = await db.selectFrom("payment").select("amount_msat").where("rail", "=", "ecash").execute();
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
}

const ASKED_AT_ONCE = 100;

/** By the mint's own books every coin that the hub has is good, and by the hub's they are what it says to have. */
async function assertAsMintSays({ shop: { db } }: EcashOnStack, mint: MintPort): Promise<void> {
  const coins = await db.selectFrom("coin").select(["point", "amount_msat"]).where("state", "=", "held").execute();
  for (let at = 0; at < coins.length; at += ASKED_AT_ONCE) {
    const points = coins.slice(at, at + ASKED_AT_ONCE).map(({ point }) => point);
    for (const { state } of (await mint.states(points)).values()) assert.is(state, "unspent");
  }
  const held = coins.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
  assert.is((await balances(db)).get("asset:ecash"), held);
}

suite("regtest/ecash: end").after(() => stack.stop());
