import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { newId } from "../../app/domain/ids.ts";
import type { Random } from "../../app/domain/ids.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import type { Clock } from "../../app/domain/time.ts";
import type { Rate } from "../../app/domain/price.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { openSandboxChain } from "../../app/gateways/chain/sandbox.ts";
import type { SandboxChain } from "../../app/gateways/chain/sandbox.ts";
import type { LightningReceiver } from "../../app/gateways/lightning/port.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { SandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import { place } from "../../app/orders/place.ts";
import type { Placed, PlaceRequest, Placing } from "../../app/orders/place.ts";
import { balances } from "../../app/payments/balances.ts";
import type { Observing } from "../../app/payments/observe-settlement.ts";
import { requestInvoice } from "../../app/payments/request-invoice.ts";
import { openTestDatabase } from "./database.ts";
import { testClock, testRandom } from "./world.ts";
import type { TestClock } from "./world.ts";

/** A stall with a few products, a real database and the sandbox node: everything a purchase needs. */
export type Shop = {
  db: Db;
  node: SandboxNode;
  /** The chain that the shop is paid on where a test asks for addresses. */
  chain: SandboxChain;
  clock: TestClock;
  random: Random;
  placing: Placing;
  observing: Observing;
  stallId: string;
  /** What one bitcoin costs by currency; change it to move the market. */
  rates: Map<string, Rate>;
  close(): Promise<void>;
};

let seed = 0;

/** On a database of its own, unless it is given one, and at a time that only tests move. */
export async function openShop(given: Partial<Pick<Shop, "db" | "clock">> = {}): Promise<Shop> {
  const { db = await openTestDatabase(), clock = testClock() } = given;
  const random = testRandom((seed += 1));
  const folder = mkdtempSync(join(tmpdir(), "satoshop-node-"));
  const node = openSandboxNode({ folder, clock, random });
  const chain = openSandboxChain({ folder, random });
  const rates = new Map<string, Rate>([
    ["KRW", { currency: "KRW", minorPerBtc: 150_000_000n, source: "test", atMs: clock() }],
    ["USD", { currency: "USD", minorPerBtc: 11_000_000n, source: "test", atMs: clock() }],
  ]);
  const base = { db, clock, random, rateOf: async (_reader: unknown, currency: string) => rates.get(currency) };
  const stallId = await addStall({ db, clock, random }, "corner");
  return {
    db,
    node,
    chain,
    clock,
    random,
    rates,
    stallId,
    placing: { ...base, secretKey: "a secret key only for tests, 32+ chars", chargeLifetimeMs: 15n * MINUTE_MS },
    observing: base,
    close: async () => {
      node.close();
      chain.close();
      await db.destroy();
    },
  };
}

type World = { db: Db; clock: Clock; random: Random };

export async function addStall({ db, clock, random }: World, slug: string): Promise<string> {
  const id = newId("stl", clock(), random);
  await db
    .insertInto("stall")
    .values({
      id,
      slug,
      title: slug,
      text: "",
      state: "open",
      sign_picture_id: null,
      late_tolerance_ppm: 20_000n,
      created_at_ms: clock(),
    })
    .execute();
  return id;
}

export type ProductSpec = {
  stallId?: string;
  currency?: string;
  priceMinor?: bigint;
  /** Undefined is unlimited. */
  stock?: bigint;
  kind?: "physical" | "digital" | "pickup";
  variants?: readonly string[];
};

export type SeededProduct = { productId: string; variantIds: string[] };

export async function addProduct(shop: World & Pick<Shop, "stallId">, spec: ProductSpec = {}): Promise<SeededProduct> {
  const { db, clock, random } = shop;
  const productId = newId("prd", clock(), random);
  await db
    .insertInto("product")
    .values({
      id: productId,
      stall_id: spec.stallId ?? shop.stallId,
      title: "Honey",
      text: "",
      search: "honey",
      kind: spec.kind ?? "digital",
      category: "pantry",
      currency: spec.currency ?? "SAT",
      price_minor: spec.priceMinor ?? 2_000n,
      state: "listed",
      version: 1n,
      created_at_ms: clock(),
      updated_at_ms: clock(),
    })
    .execute();
  const variantIds: string[] = [];
  for (const [position, title] of (spec.variants ?? [""]).entries()) {
    const id = newId("var", clock(), random);
    variantIds.push(id);
    await db
      .insertInto("variant")
      .values({ id, product_id: productId, title, position: BigInt(position), price_minor: null })
      .execute();
    if (spec.stock !== undefined)
      await db.insertInto("stock").values({ variant_id: id, on_hand: spec.stock, reserved: 0n }).execute();
  }
  return { productId, variantIds };
}

let keys = 0;

/** An order request for one piece of each product, with an idempotency key of its own. */
export function orderFor(shop: Shop, ...products: SeededProduct[]): PlaceRequest {
  return {
    stallId: shop.stallId,
    lines: products.map(({ productId }) => ({ productId, quantity: 1n })),
    note: "",
    locale: "en",
    idempotency: { principal: "test", key: `key-${(keys += 1)}`, fingerprint: "same" },
  };
}

export type OrderWithInvoice = Placed & { bolt11: string; paymentHash: string };

/** Places an order and gets its invoice, as the shop's own door does; fails the test when either is refused. */
export async function placeWithInvoice(
  shop: Pick<Shop, "placing" | "observing"> & { node: LightningReceiver },
  request: PlaceRequest,
): Promise<OrderWithInvoice> {
  const placed = await place(shop.placing, request);
  if (isRefused(placed)) throw new Error(`refused: ${placed.reason} ${placed.pointer ?? ""}`);
  const invoiced = await requestInvoice({ ...shop.observing, node: shop.node }, placed.chargeId, placed.intent);
  if (isRefused(invoiced)) throw new Error(`refused: ${invoiced.reason}`);
  return { ...placed, bolt11: invoiced.bolt11, paymentHash: invoiced.paymentHash };
}

/** What must be true after every scenario, whatever happened in it. */
export async function assertSound(shop: Pick<Shop, "db">): Promise<void> {
  const sums = await balances(shop.db);
  assert.is(
    [...sums.values()].reduce((total, sum) => total + sum, 0n),
    0n,
    "the books don't add up to zero",
  );
  const posted = await shop.db
    .selectFrom("posting")
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("sum")])
    .execute();
  for (const { account, sum } of posted)
    assert.is(sums.get(account), sum, `the balance of ${account} is not the sum of its postings`);
  const received = await shop.db
    .selectFrom("payment")
    .leftJoin("payment_reversal", "payment_reversal.payment_id", "payment.id")
    .where("payment_reversal.payment_id", "is", null)
    .groupBy("rail")
    .select((eb) => ["rail", eb.fn.sum<bigint>("amount_msat").as("sum")])
    .execute();
  const sent = await shop.db
    .selectFrom("posting")
    .where("outgoing_id", "is not", null)
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("sum")])
    .execute();
  for (const rail of ["lightning", "chain"] as const) {
    const came = received.find((row) => row.rail === rail)?.sum ?? 0n;
    const went = sent.find((row) => row.account === `asset:${rail}`)?.sum ?? 0n;
    assert.is(sums.get(`asset:${rail}`) ?? 0n, came + went, `what came by ${rail} is not what the books say`);
  }
  const held = await shop.db
    .selectFrom("reservation")
    .where("state", "=", "held")
    .select((eb) => eb.fn.sum<bigint>("quantity").as("sum"))
    .executeTakeFirst();
  const reserved = await shop.db
    .selectFrom("stock")
    .select((eb) => eb.fn.sum<bigint>("reserved").as("sum"))
    .executeTakeFirst();
  assert.is(reserved?.sum ?? 0n, held?.sum ?? 0n, "stock is set aside that no order holds");
  const misplaced = await shop.db
    .selectFrom("reservation")
    .innerJoin("orders", "orders.id", "reservation.order_id")
    .select(["orders.id", "orders.state as order", "reservation.state"])
    .execute();
  const belongs = {
    open: "held",
    expired: "returned",
    cancelled: "returned",
    paid: "taken",
    shipped: "taken",
    received: "taken",
    closed: "taken",
  };
  for (const row of misplaced) assert.is(row.state, belongs[row.order], `stock of the ${row.order} order ${row.id}`);
}
