/** A small house in which every import that the rules forbid is made exactly once. */
export interface PlantedImport {
  rule: string;
  file: string;
  source: string;
}

/** Files that keep the rules, and are there to be imported. */
export const innocent: Record<string, string> = {
  "app/config.ts": `export interface Config { port: number }\nexport const readConfig = (): Config => ({ port: 1 });`,
  "app/settings/table.ts": `export const table = {};`,
  "app/domain/money.ts": `export const msat = 1;`,
  "app/db/open.ts": `import { msat } from "../domain/money.ts";\nexport interface Db { url: string }\nexport const open = msat;`,
  "app/db/migrations/0001.ts": `export const up = "";`,
  "app/gateways/lightning/port.ts": `export interface Node { id: string }\nexport const kinds = 1;`,
  "app/gateways/lightning/lnd.ts": `import "lightning";\nimport type { Node } from "./port.ts";\nexport const lnd: Node = { id: "" };`,
  "app/gateways/lightning/sandbox-store.ts": `import "better-sqlite3";`,
  "app/gateways/mint/port.ts": `export interface Mint { url: string }`,
  "app/orders/place.ts": `import type { Node } from "../gateways/lightning/port.ts";\nimport { open } from "../db/open.ts";\nexport const place = (node: Node) => [node, open];`,
  "app/orders/deep/price.ts": `export const price = 1;`,
  "app/payments/charge.ts": `import { place } from "../orders/place.ts";\nexport const charge = place;`,
  "app/http/listen.ts": `import { createServer } from "node:http";\nexport const listen = createServer;`,
  "app/gateways/web/connect.ts": `import "node:net";\nimport "undici";\nexport const connect = 1;`,
  "app/http/server.ts": `import { place } from "../orders/place.ts";\nimport { page } from "../../ui/page.ts";\nexport const serve = [place, page];`,
  // The other half of the planted circle, which is reported once.
  "app/http/i.ts": `import { planted } from "./h.ts";\nexport const circle = planted;`,
  "app/jobs/sweep.ts": `import { charge } from "../payments/charge.ts";\nexport const sweep = charge;`,
  "app/main/money.ts": `import { lnd } from "../gateways/lightning/lnd.ts";\nimport { page } from "../../ui/page.ts";\nimport type { Config } from "../config.ts";\nexport const open = (config: Config) => [lnd, page, config];`,
  "app/main.ts": `import { open } from "./main/money.ts";\nimport { readConfig } from "./config.ts";\nexport const all = [open, readConfig];`,
  "ui/page.ts": `import type { Db } from "../app/db/open.ts";\nexport const page = (db: Db) => db;`,
  "scripts/erd.ts": `import { open } from "../app/db/open.ts";\nexport const erd = open;`,
  "tests/support/world.ts": `export const world = 1;`,
};

export const planted: PlantedImport[] = [
  { rule: "domain-stands-alone", file: "app/domain/a.ts", source: `import "../db/open.ts";` },
  { rule: "domain-has-no-effects", file: "app/domain/b.ts", source: `import "node:fs";` },
  { rule: "db-knows-domain-only", file: "app/db/a.ts", source: `import "../orders/place.ts";` },
  { rule: "feature-enters-through-the-front", file: "app/payments/a.ts", source: `import "../orders/deep/price.ts";` },
  { rule: "feature-knows-no-entrance", file: "app/orders/a.ts", source: `import "../jobs/sweep.ts";` },
  {
    rule: "feature-sees-ports-not-adapters",
    file: "app/orders/b.ts",
    source: `import "../gateways/lightning/lnd.ts";`,
  },
  { rule: "feature-sees-ports-as-types", file: "app/orders/c.ts", source: `import "../gateways/lightning/port.ts";` },
  { rule: "gateway-stands-alone", file: "app/gateways/mint/a.ts", source: `import "../../db/open.ts";` },
  { rule: "one-way-out", file: "app/gateways/mint/b.ts", source: `import "node:https";` },
  { rule: "port-is-only-a-contract", file: "app/gateways/telegram/port.ts", source: `import "kysely";` },
  { rule: "entrance-sees-ports-not-adapters", file: "app/http/a.ts", source: `import "../gateways/lightning/lnd.ts";` },
  { rule: "entrance-holds-no-queries", file: "app/http/b.ts", source: `import "kysely";` },
  { rule: "nobody-imports-main", file: "scripts/a.ts", source: `import "../app/main.ts";` },
  { rule: "only-main-imports-its-parts", file: "app/http/k.ts", source: `import "../main/money.ts";` },
  { rule: "only-main-imports-its-parts", file: "app/orders/d.ts", source: `import "../main/money.ts";` },
  { rule: "only-main-reads-settings", file: "app/main/a.ts", source: `import "../config.ts";` },
  { rule: "only-main-reads-settings", file: "app/http/c.ts", source: `import "../config.ts";` },
  { rule: "only-main-reads-settings", file: "app/http/j.ts", source: `import "../settings/table.ts";` },
  { rule: "ui-takes-only-types", file: "ui/a.ts", source: `import "../app/db/open.ts";` },
  { rule: "only-http-shows-pages", file: "app/jobs/a.ts", source: `import "../../ui/page.ts";` },
  { rule: "command-line-stands-alone", file: "scripts/satoshop/a.ts", source: `import "../erd.ts";` },
  { rule: "packages-bring-no-program", file: "appliance/a.ts", source: `import "../app/config.ts";` },
  { rule: "program-needs-no-tools", file: "app/http/d.ts", source: `import "../../scripts/erd.ts";` },
  { rule: "program-needs-no-dev-packages", file: "app/http/e.ts", source: `import "esbuild";` },
  { rule: "packages-are-declared", file: "app/http/f.ts", source: `import "undeclared";` },
  { rule: "imports-resolve", file: "app/http/g.ts", source: `import "./nowhere.ts";` },
  { rule: "no-circles", file: "app/http/h.ts", source: `import "./i.ts";` },
];

/** Each of these belongs to one gateway or room, so that importing it in the catalogue is a violation. */
export const ownedLibraries: Record<string, string> = {
  "@cashu/cashu-ts": "one-room-imports-cashu",
  "@grpc/grpc-js": "one-room-imports-grpc",
  "@ngraveio/bc-ur": "one-room-imports-ngraveio/bc-ur",
  "@scure/base": "one-room-imports-scure/base",
  "@scure/bip39": "one-room-imports-scure/bip39",
  "@simplewebauthn/browser": "one-room-imports-simplewebauthn/browser",
  "@simplewebauthn/server": "one-room-imports-simplewebauthn/server",
  "age-encryption": "one-room-imports-age-encryption",
  "better-sqlite3": "one-room-imports-better-sqlite3",
  "fetch-socks": "one-room-imports-fetch-socks",
  grammy: "one-room-imports-grammy",
  hono: "one-room-imports-hono",
  htm: "one-room-imports-htm",
  invoices: "one-room-imports-invoices",
  "ipaddr.js": "one-room-imports-ipaddr[.]js",
  jose: "one-room-imports-jose",
  lightning: "one-room-imports-lightning",
  "node-cron": "one-room-imports-node-cron",
  nodemailer: "one-room-imports-nodemailer",
  "openid-client": "one-room-imports-openid-client",
  pg: "one-room-imports-pg",
  secp256k1: "one-room-imports-secp256k1",
  sharp: "one-room-imports-sharp",
  systeminformation: "one-room-imports-systeminformation",
  "tiny-secp256k1": "one-room-imports-tiny-secp256k1",
  undici: "one-room-imports-undici",
};
