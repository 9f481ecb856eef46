import { join } from "node:path";
import { Failures } from "../../app/accounts/failures.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { unixMs } from "../../app/domain/time.ts";
import type { Hub } from "../../app/http/context.ts";
import { DEFAULT_RATE_LIMITS } from "../../app/http/rate-limits.ts";
import { createLog } from "../../app/log.ts";
import { ASSETS, assetsFrom } from "../../ui/assets.ts";

/** A hub that is only looked at: its routes are listed, none is asked. */
export function lookedAt(folder: string): Hub {
  const unasked = () => {
    throw new Error("the routes are only listed here");
  };
  const paths = Object.fromEntries(ASSETS.map((name) => [name, `/assets/${name}`]));
  return {
    db: openSqlite(join(folder, "hub.sqlite")),
    schemaVersion: 0,
    chain: undefined,
    node: { info: unasked, createInvoice: unasked, findInvoice: unasked, watchSettlements: unasked },
    payer: undefined,
    payee: { read: unasked, invoiceFrom: unasked },
    pictures: { read: unasked, draw: unasked },
    clock: () => unixMs(0n),
    random: (bytes) => new Uint8Array(bytes),
    log: createLog({ level: "silent" }),
    mode: "sandbox",
    origin: "http://localhost",
    door: { kind: "admin", hasAdmin: true, trustedProxy: undefined },
    addresses: {},
    secretKey: "",
    rateOf: unasked,
    chargeLifetimeMs: 0n,
    limits: DEFAULT_RATE_LIMITS,
    failures: new Failures(),
    google: undefined,
    sendsMail: false,
    botName: () => undefined,
    claimCode: undefined,
    hubName: "",
    lastBackup: () => undefined,
    assets: assetsFrom({ ...paths, "theme-color.light": "", "theme-color.dark": "" }),
    assetFolder: folder,
    sandboxBuyer: undefined,
    sandboxHands: undefined,
  };
}
