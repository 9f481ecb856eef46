import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import type { Hub, HubEnv } from "../../app/http/context.ts";
import { createServer } from "../../app/http/server.ts";
import { createLog } from "../../app/log.ts";
import { migrations } from "../../app/db/migrations/index.ts";
import { ASSETS, assetsFrom } from "../../ui/assets.ts";
import { openShop } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";

/** The whole server on a real database and the sandbox node, asked without a socket. */
export type TestHub = {
  shop: Shop;
  hub: Hub;
  app: Hono<HubEnv>;
  /** Every line that was logged so far. */
  logged: string[];
  close(): Promise<void>;
};

const UNLIMITED = { perMinute: 1e9, burst: 1e9 };

export async function openHub(changes: Partial<Hub> = {}): Promise<TestHub> {
  const shop = await openShop();
  const logged: string[] = [];
  const { assets, assetFolder } = builtAssets();
  const hub: Hub = {
    ...shop.placing,
    schemaVersion: migrations.length,
    node: shop.node,
    pictures: { read: unused, draw: unused },
    log: createLog({ level: "trace" }, { write: (line) => logged.push(line) }),
    mode: "sandbox",
    origin: "http://shop.lan:3000",
    limits: { orders: UNLIMITED, reads: UNLIMITED, streams: UNLIMITED, signIns: UNLIMITED },
    hubName: "Corner",
    assets,
    assetFolder,
    sandboxBuyer: { pay: (bolt11, amountMsat) => shop.node.payAsBuyer(bolt11, amountMsat) },
    ...changes,
  };
  return { shop, hub, app: createServer(hub), logged, close: shop.close };
}

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
