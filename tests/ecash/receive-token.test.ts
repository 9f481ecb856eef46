import * as assert from "uvu/assert";
import { isRefused } from "../../app/domain/refusal.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { balances } from "../../app/payments/balances.ts";
import { assertSound } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { openEcashWorld } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

const test = suite("ecash/receive-token");

async function within(body: (world: EcashWorld) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  try {
    await body(world);
    await assertSound(world.shop);
    await assertConserved(world);
  } finally {
    await world.close();
  }
}

/** The books say what the hub holds, and the mint's own say that no coin of it is spent. */
async function assertConserved(world: EcashWorld): Promise<void> {
  const { ecash, shop } = world;
  const { db } = shop;
  assert.is((await balances(db)).get("asset:ecash") ?? 0n, await held(world), "the books and the coins differ");
  const coins = await db.selectFrom("coin").select(["point", "mint_url"]).where("state", "=", "held").execute();
  const [first] = coins;
  if (first === undefined) return;
  const states = await ecash.mintAt(first.mint_url).states(coins.map(({ point }) => point));
  for (const { point } of coins) assert.is(states.get(point)?.state, "unspent");
}

async function held({ shop: { db } }: EcashWorld): Promise<bigint> {
  const rows = await db.selectFrom("coin").select("amount_msat").where("state", "=", "held").execute();
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
}

async function stateOf({ shop: { db } }: EcashWorld, orderId: string): Promise<string> {
  return (await db.selectFrom("orders").select("state").where("id", "=", orderId).executeTakeFirstOrThrow()).state;
}

async function payments({ shop: { db } }: EcashWorld): Promise<bigint[]> {
  const rows = await db.selectFrom("payment").select("amount_msat").where("rail", "=", "ecash").execute();
  return rows.map(({ amount_msat }) => amount_msat);
}

function refusal(answer: { kind: string }): string | undefined {
  return isRefused(answer) ? answer.reason : undefined;
}

test("a token pays an order, and its coins are the hub's own", async () => {
  await within(async (w) => {
    const order = await w.order(100n);
    const answer = await receiveToken(w.ecash, { chargeId: order.chargeId, token: await w.token(100n) });
    assert.is(isRefused(answer) ? answer.reason : answer.state, "done");
    assert.is(await stateOf(w, order.orderId), "paid");
    // The mint takes a tenth of a sat for each coin, which the hub bears.
    assert.is(await held(w), 99_000n);
  });
});

test("a token that is brought twice is received once, whether at the same time or later", async () => {
  await within(async (w) => {
    const order = await w.order(64n);
    const brought = { chargeId: order.chargeId, token: await w.token(64n) };
    await Promise.all([receiveToken(w.ecash, brought), receiveToken(w.ecash, brought)]);
    const again = await receiveToken(w.ecash, brought);
    assert.is(isRefused(again) ? again.reason : again.state, "done");
    assert.equal(await payments(w), [64_000n]);
    const other = await w.order(64n);
    assert.is(refusal(await receiveToken(w.ecash, { ...brought, chargeId: other.chargeId })), "token-spent");
  });
});

test("a token whose buyer has spent it elsewhere is refused, and pays nothing", async () => {
  await within(async (w) => {
    const [first, second] = [await w.order(32n), await w.order(32n)];
    const token = await w.token(32n);
    await receiveToken(w.ecash, { chargeId: first.chargeId, token });
    await w.shop.db.deleteFrom("ecash_input").execute();
    const answer = await receiveToken(w.ecash, { chargeId: second.chargeId, token });
    assert.is(isRefused(answer) ? answer.reason : answer.state, "refused");
    assert.is(await stateOf(w, second.orderId), "open");
  });
});

const POINTS: Trouble[][] = [
  [{ path: "/v1/swap", how: "not-applied" }],
  [{ path: "/v1/swap", how: "unanswered" }],
  [
    { path: "/v1/swap", how: "unanswered" },
    { path: "/v1/restore", how: "not-applied" },
  ],
  [
    { path: "/v1/swap", how: "not-applied" },
    { path: "/v1/checkstate", how: "unanswered" },
    { path: "/v1/swap", how: "unanswered" },
  ],
];

for (const trouble of POINTS) {
  const what = trouble.map(({ path, how }) => `${path} ${how}`).join(", then ");
  test(`what goes wrong on the way (${what}) costs nobody anything: the token is received once`, async () => {
    await within(async (w) => {
      const order = await w.order(21n);
      const token = await w.token(21n);
      w.trouble.push(...trouble);
      const answer = await receiveToken(w.ecash, { chargeId: order.chargeId, token });
      assert.is(isRefused(answer) ? answer.reason : answer.state, "waiting");
      for (const _ of trouble) {
        w.shop.clock.advance(60_000n);
        await finishDueOps(w.ecash);
      }
      assert.equal(w.trouble, []);
      assert.is(await stateOf(w, order.orderId), "paid");
      assert.equal(await payments(w), [21_000n]);
      assert.is(await held(w), 20_000n);
    });
  });
}

test("what is no token, or not one to take, is refused with what to do, and nothing is asked of anybody", async () => {
  await within(async (w) => {
    const order = await w.order(10n);
    const token = await w.token(10n);
    const brought = async (text: string) =>
      refusal(await receiveToken(w.ecash, { chargeId: order.chargeId, token: text }));
    assert.is(await brought("cashuBnonsense"), "token-unreadable");
    assert.is(await brought("x".repeat(70_000)), "token-too-large");
    await w.shop.db.updateTable("mint").set({ state: "off" }).execute();
    assert.is(await brought(token), "mint-not-taken");
  });
});
