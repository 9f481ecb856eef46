import { NotApplied } from "../../app/domain/outcome.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openPayee } from "../../app/gateways/payee/payee.ts";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import * as assert from "uvu/assert";
import type { z } from "zod";
import { Failures } from "../../app/accounts/failures.ts";
import type { order, placedOrder } from "../../app/http/api/order.ts";
import type { Hub, HubEnv } from "../../app/http/context.ts";
import type { Problem, ProblemReason } from "../../app/http/problem.ts";
import { DEFAULT_RATE_LIMITS, scaleRateLimits } from "../../app/http/rate-limits.ts";
import { createServer } from "../../app/http/server.ts";
import { createLog } from "../../app/log.ts";
import type { Msat } from "../../app/domain/money.ts";
import { checkInvoice } from "../../app/payments/check-invoice.ts";
import { migrations } from "../../app/db/migrations/index.ts";
import { ASSETS, assetsFrom } from "../../ui/assets.ts";
import { addProduct, openShop } from "../support/shop.ts";
import type { ProductSpec, SeededProduct, Shop } from "../support/shop.ts";

/** The whole server on a real database and the sandbox node, asked without a socket. */
export type TestHub = {
  shop: Shop;
  hub: Hub;
  app: Hono<HubEnv>;
  /** Every line that was logged so far. */
  logged: string[];
  close(): Promise<void>;
};

export async function openHub(changes: Partial<Hub> = {}): Promise<TestHub> {
  const shop = await openShop();
  const logged: string[] = [];
  const { assets, assetFolder } = builtAssets();
  const hub: Hub = {
    ...shop.placing,
    schemaVersion: migrations.length,
    node: shop.node,
    chain: undefined,
    payer: shop.node,
    payee: openPayee({ fetch: nobody, readInvoice: readBolt11, network: "regtest", clock: shop.clock }),
    pictures: { read: unused, draw: unused },
    log: createLog({ level: "trace" }, { write: (line) => logged.push(line) }),
    mode: "sandbox",
    origin: "http://shop.lan:3000",
    door: { kind: "admin", hasAdmin: true, trustedProxy: undefined },
    addresses: {},
    limits: scaleRateLimits(DEFAULT_RATE_LIMITS, 1e9),
    failures: new Failures(),
    google: undefined,
    sendsMail: true,
    botName: () => undefined,
    claimCode: undefined,
    hubName: "Corner",
    lastBackup: () => undefined,
    assets,
    assetFolder,
    sandboxBuyer: { pay: (bolt11, amountMsat) => shop.node.payAsBuyer(bolt11, amountMsat) },
    sandboxHands: shop.chain,
    ...changes,
  };
  return { shop, hub, app: createServer(hub), logged, close: shop.close };
}

/** No service of a payee is reached from here. */
const nobody = () => Promise.reject(new NotApplied("no connection"));

function unused(): never {
  throw new Error("no test of the routes reads pictures");
}

/** Stands for the UI build: every file has a name with a hash and its own name as content. */
function builtAssets(): Pick<Hub, "assets" | "assetFolder"> {
  const assetFolder = mkdtempSync(join(tmpdir(), "satoshop-assets-"));
  mkdirSync(join(assetFolder, "islands"));
  const manifest = Object.fromEntries(
    ASSETS.map((name) => [name, `/assets/${name.replace(/\.[^.]+$/, ".0123456789$&")}`]),
  );
  for (const [name, path] of Object.entries(manifest)) {
    const file = join(assetFolder, path.slice("/assets/".length));
    writeFileSync(file, name);
    if (name.endsWith(".css")) {
      writeFileSync(`${file}.br`, "as brotli");
      writeFileSync(`${file}.gz`, "as gzip");
    }
  }
  const colors = { "theme-color.light": "#fff", "theme-color.dark": "#000" };
  return { assetFolder, assets: assetsFrom({ ...manifest, ...colors }) };
}

/** A POST of JSON, as programs send it. */
export function posted(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
}

let keys = 0;

/** The Idempotency-Key of an order that nobody placed before. */
export function freshKey(): Record<string, string> {
  return { "Idempotency-Key": `test-${(keys += 1)}` };
}

export type PlacedOrder = z.infer<typeof placedOrder>;
/** One event of an order's stream. */
export type OrderEvent = { seq: number; type: string; atMs: number; body: Record<string, unknown> };
export type OrderAnswer = z.infer<typeof order>;

/** The JSON of an answer with this status; an answer with another is shown whole. */
export async function answered<Body>(answer: Response | Promise<Response>, status: number): Promise<Body> {
  const response = await answer;
  const text = await response.text();
  assert.is(response.status, status, text);
  return JSON.parse(text);
}

/** The problem document of a refused request; its status, type and media type must belong together. */
export async function refused(answer: Response | Promise<Response>, reason: ProblemReason): Promise<Problem> {
  const response = await answer;
  const problem: Problem = JSON.parse(await response.clone().text());
  assert.is(problem.reason, reason);
  assert.is(problem.type, `/problems/${reason}`);
  assert.is(response.status, problem.status);
  assert.is(response.headers.get("content-type"), "application/problem+json");
  return problem;
}

/** A product of the hub's stall, and the order body that asks for one of it. */
export async function addGoods(t: TestHub, spec: ProductSpec = {}): Promise<SeededProduct & { body: NewOrderBody }> {
  const product = await addProduct(t.shop, spec);
  return { ...product, body: { stallId: t.shop.stallId, lines: [{ productId: product.productId, quantity: 1 }] } };
}

export type NewOrderBody = {
  stallId: string;
  lines: { productId: string; variantId?: string; quantity: number | string }[];
};

export function sendOrder(t: TestHub, body: unknown, headers: Record<string, string> = freshKey()): Promise<Response> {
  return Promise.resolve(t.app.request("/api/v1/orders", posted(body, headers)));
}

/** An order that was really placed, with its invoice. */
export async function placeOrder(t: TestHub, spec: ProductSpec = {}): Promise<PlacedOrder & { bolt11: string }> {
  const { body } = await addGoods(t, spec);
  const placed = await answered<PlacedOrder>(sendOrder(t, body), 201);
  return { ...placed, bolt11: placed.charge.lightning?.bolt11 ?? "" };
}

/** Lets the sandbox buyer pay, and the hub notice it as its stream would. */
export async function payOrder(t: TestHub, order: PlacedOrder, amountMsat?: Msat): Promise<void> {
  await t.shop.node.payAsBuyer(order.charge.lightning?.bolt11 ?? "", amountMsat);
  await checkInvoice(t.shop.observing, t.shop.node, order.charge.lightning?.paymentHash ?? "");
}

export function withKey({ key }: { key: string }, headers: Record<string, string> = {}): RequestInit {
  return { headers: { "Order-Key": key, ...headers } };
}
