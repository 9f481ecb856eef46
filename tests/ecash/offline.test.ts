import * as assert from "uvu/assert";
import { unixMs } from "../../app/domain/time.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { msat } from "../../app/domain/money.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { changeOfflineRule } from "../../app/ecash/offline-rule.ts";
import { heldOffline } from "../../app/ecash/on-its-way.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { requestCoins } from "../../app/ecash/request-coins.ts";
import { settleOffline } from "../../app/ecash/settle-offline.ts";
import { shopKey } from "../../app/ecash/shop-key.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { Lock } from "../../app/gateways/mint/port.ts";
import { expireDue } from "../../app/orders/expire.ts";
import { assertSound } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { locked, lockTo, ofNewWallet, swapped } from "../support/swapped-token.ts";
import { visit } from "../support/visit.ts";
import { openForeign } from "./foreign.ts";
import type { Foreign } from "./foreign.ts";
import { openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/offline");

const DAY_MS = 86_400_000n;
const OTHER_KEY = coinKit.publicKeyOf("11".repeat(32));

type Offline = {
  world: EcashWorld;
  foreign: Foreign;
  /** The shop's own. */
  publicKey: string;
  locked(sat: bigint, more?: Partial<Lock>): Promise<string>;
  bring(chargeId: string, token: string): Promise<string>;
  /** The other mint hears nothing from now on. */
  cutLine(): void;
  mendLine(): void;
  /** A minute later the sweeps run. */
  goOn(): Promise<void>;
  orderState(orderId: string): Promise<string>;
};

/** A stall on a market, which takes e-cash of a mint that it cannot reach: up to 1,000 sat a sale and 1,500 in all. */
async function within(body: (offline: Offline) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  const foreign = await openForeign(world);
  const { ecash, trouble } = foreign;
  const { shop } = world;
  const publicKey = coinKit.publicKeyOf(shopKey(ecash));
  await changeOfflineRule(ecash, { personId: "per_owner", ...visit }, rule(1_000n, 1_500n));
  try {
    await body({
      world,
      foreign,
      publicKey,
      locked: async (sat, more) => swapped(foreign.port, await foreign.token(sat), locked(lockTo(publicKey, more))),
      bring: async (chargeId, token) => {
        const answer = await receiveToken(ecash, { chargeId, token });
        return isRefused(answer) ? answer.reason : answer.state;
      },
      cutLine: () => {
        trouble.push(...Array.from({ length: 50 }, () => ({ path: "/", how: "not-applied" }) as const));
      },
      mendLine: () => {
        trouble.length = 0;
      },
      goOn: async () => {
        shop.clock.advance(7_200_000n);
        await settleOffline(ecash);
        await finishDueOps(ecash);
      },
      orderState: async (id) => {
        const row = await shop.db.selectFrom("orders").select("state").where("id", "=", id).executeTakeFirstOrThrow();
        return row.state;
      },
    });
    await assertSound(shop);
  } finally {
    foreign.close();
    await world.close();
  }
}

function rule(saleSat: bigint, totalSat: bigint) {
  return { saleCapMsat: msat(saleSat * 1_000n), totalCapMsat: msat(totalSat * 1_000n) };
}

test("coins that are locked to the shop are taken like others while their mint answers", async () => {
  await within(async (t) => {
    const order = await t.world.order(500n);
    assert.is(await t.bring(order.chargeId, await t.locked(520n)), "done");
    assert.is(await t.orderState(order.orderId), "paid");
  });
});

test("without a line they are held, pay nothing yet, and pay once their mint has been asked", async () => {
  await within(async (t) => {
    const order = await t.world.order(500n);
    const token = await t.locked(520n);
    t.cutLine();
    assert.is(await t.bring(order.chargeId, token), "held");
    assert.is(await t.bring(order.chargeId, token), "held", "brought again");
    assert.is(await t.orderState(order.orderId), "open");
    assert.ok((await heldOffline(t.world.shop.db, order.chargeId)) > 500_000n);
    await t.goOn();
    assert.is(await t.orderState(order.orderId), "open");
    t.mendLine();
    await t.goOn();
    assert.is(await t.orderState(order.orderId), "paid");
    assert.is(await heldOffline(t.world.shop.db, order.chargeId), 0n);
    await t.goOn();
    const paid = await t.world.shop.db.selectFrom("payment").select("id").where("rail", "=", "ecash").execute();
    assert.is(paid.length, 1);
  });
});

test("an order whose e-cash is held does not expire", async () => {
  await within(async (t) => {
    const { shop } = t.world;
    const order = await t.world.order(500n);
    const token = await t.locked(520n);
    t.cutLine();
    await t.bring(order.chargeId, token);
    shop.clock.advance(3n * DAY_MS);
    await expireDue(shop.observing, shop.node);
    assert.is(await t.orderState(order.orderId), "open");
  });
});

test("without a line only coins are held that nobody but the shop can spend for thirty days", async () => {
  await within(async (t) => {
    const order = await t.world.order(100n);
    const now = t.world.shop.clock();
    const refund = (atMs: bigint) => ({ refund: { keys: [OTHER_KEY], atMs: unixMs(atMs) } });
    const soon = await t.locked(110n, refund(now + 29n * DAY_MS));
    const late = await t.locked(110n, refund(now + 32n * DAY_MS));
    const ofTwo = await t.locked(110n, { keys: [t.publicKey, OTHER_KEY] });
    const hashed = await t.locked(110n, { hash: "ab".repeat(32) });
    const plain = await t.foreign.token(110n);
    t.cutLine();
    assert.is(await t.bring(order.chargeId, plain), "mint-away");
    assert.is(await t.bring(order.chargeId, soon), "mint-away");
    assert.is(await t.bring(order.chargeId, ofTwo), "token-locked");
    assert.is(await t.bring(order.chargeId, hashed), "token-locked");
    assert.is(await t.bring(order.chargeId, late), "held");
  });
});

test("without a line no more is held in a sale, and in all, than the owner lets out of hand", async () => {
  await within(async (t) => {
    const [first, second] = [await t.world.order(900n), await t.world.order(900n)];
    const [large, one, other] = [await t.locked(1_100n), await t.locked(930n), await t.locked(931n)];
    t.cutLine();
    assert.is(await t.bring(first.chargeId, large), "offline-capped");
    assert.is(await t.bring(first.chargeId, one), "held");
    assert.is(await t.bring(second.chargeId, other), "offline-capped");
    t.mendLine();
    await t.goOn();
    assert.is(await t.orderState(first.orderId), "paid");
  });
});

test("a hub whose owner has not said so holds nothing", async () => {
  await within(async (t) => {
    await changeOfflineRule(t.foreign.ecash, { personId: "per_owner", ...visit }, rule(0n, 0n));
    const order = await t.world.order(100n);
    const token = await t.locked(110n);
    t.cutLine();
    assert.is(await t.bring(order.chargeId, token), "mint-away");
  });
});

test("coins that are held for one order pay no other", async () => {
  await within(async (t) => {
    const [first, second] = [await t.world.order(100n), await t.world.order(100n)];
    const token = await t.locked(110n);
    t.cutLine();
    assert.is(await t.bring(first.chargeId, token), "held");
    assert.is(await t.bring(second.chargeId, token), "token-spent");
    t.mendLine();
    assert.is(await t.bring(second.chargeId, token), "token-spent");
    await t.goOn();
    assert.is(await t.orderState(first.orderId), "paid");
    assert.is(await t.orderState(second.orderId), "open");
  });
});

test("held coins whose mint says that they are spent pay nothing, and the order may expire", async () => {
  await within(async (t) => {
    const { shop } = t.world;
    const order = await t.world.order(100n);
    const token = await t.locked(110n);
    t.cutLine();
    assert.is(await t.bring(order.chargeId, token), "held");
    t.mendLine();
    // A copy of the hub, such as an old backup that runs elsewhere, has the same key.
    await swapped(t.foreign.port, token, ofNewWallet(), [shopKey(t.foreign.ecash)]);
    await t.goOn();
    await t.goOn();
    assert.is(await t.orderState(order.orderId), "open");
    assert.is(await heldOffline(shop.db, order.chargeId), 0n);
    await expireDue(shop.observing, shop.node);
    assert.is(await t.orderState(order.orderId), "expired");
  });
});

test("what a shop holds cannot be read in its database", async () => {
  await within(async (t) => {
    const order = await t.world.order(100n);
    const token = await t.locked(110n);
    t.cutLine();
    await t.bring(order.chargeId, token);
    const row = await t.world.shop.db.selectFrom("offline_token").selectAll().executeTakeFirstOrThrow();
    assert.not.match(row.sealed, /P2PK|secret|signature/);
  });
});

test("a payment request asks for coins that are locked to the shop where it takes some without a line", async () => {
  await within(async (t) => {
    const { ecash } = t.foreign;
    const asked = { chargeId: "chg_1", dueMsat: 100_000n, postTo: "http://shop.lan/pay" };
    const { decodePaymentRequest } = await import("@cashu/cashu-ts");
    const locking = await requestCoins(ecash, asked);
    assert.is(decodePaymentRequest(locking?.forLink ?? "").nut10?.data, t.publicKey);
    await changeOfflineRule(ecash, { personId: "per_owner", ...visit }, rule(0n, 0n));
    const plain = await requestCoins(ecash, asked);
    assert.is(decodePaymentRequest(plain?.forLink ?? "").nut10, undefined);
  });
});
