import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assetsFrom } from "../../ui/assets.ts";
import { Failures } from "../accounts/failures.ts";
import { readLastBackup } from "../backups/last-backup.ts";
import type { Config } from "../config.ts";
import { outsideTransactions } from "../db/outside.ts";
import { MINUTE_MS } from "../domain/time.ts";
import type { Ecash } from "../ecash/ecash.ts";
import { openEcash } from "../ecash/open-ecash.ts";
import { sealUnder } from "../ecash/seal.ts";
import { readBolt11 } from "../gateways/lightning/bolt11.ts";
import type { OpenedMint } from "../gateways/mint/open-mint.ts";
import type { Rooms } from "../http/open-doors.ts";
import { DEFAULT_RATE_LIMITS, scaleRateLimits } from "../http/rate-limits.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import { newestRate } from "../rates/newest-rate.ts";
import { loadSecretKey } from "../secret-key.ts";
import type { Money } from "./money.ts";
import type { Others } from "./others.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

const ASSET_FOLDER = join(import.meta.dirname, "../../dist/ui");

export type Around = { store: Store; money: Money; others: Others; botName: Rooms["botName"] };

/** What all doors lead to, and jobs work with: the rooms with their database and their neighbours. */
export async function openRooms(config: Config, world: World, around: Around): Promise<Rooms> {
  const { clock, random } = world;
  const { store, money, others, botName } = around;
  const secretKey = config.secretKey ?? loadSecretKey(config.dataDir, random);
  const rateOf: RateLookup = (reader, currency) => newestRate(reader, currency, clock());
  return {
    ...world,
    db: store.db,
    schemaVersion: store.schemaVersion,
    ...roomsPartOf(money),
    ecash: await openOwnEcash({ db: store.db, clock, random, rateOf, secretKey }, money.mint),
    checkReceiver: others.checkReceiver,
    payee: others.payee,
    pictures: others.pictures,
    host: others.host,
    lastBackup: () => readLastBackup(config.dataDir),
    google: others.google,
    sendsMail: others.mail !== undefined,
    botName,
    mode: config.mode,
    hubName: config.hubName,
    secretKey,
    claimCode: config.claimCode,
    rateOf,
    chargeLifetimeMs: BigInt(config.invoiceMinutes) * MINUTE_MS,
    limits: scaleRateLimits(DEFAULT_RATE_LIMITS, config.rateLimitFactor),
    failures: new Failures(),
    assets: assetsFrom(JSON.parse(readFileSync(join(ASSET_FOLDER, "manifest.json"), "utf8"))),
    assetFolder: ASSET_FOLDER,
  };
}

/** Doors see neither what the node remembers nor the mint itself. */
function roomsPartOf({ mint: _mint, records: _records, canceller: _canceller, close: _close, ...money }: Money) {
  return money;
}

/** With the hub's own mint, where there is one. */
async function openOwnEcash(
  world: Pick<Ecash, "db" | "clock" | "random" | "rateOf"> & { secretKey: string },
  { ownUrl, mintAt, loadKit }: OpenedMint,
): Promise<Ecash | undefined> {
  if (ownUrl === undefined) return undefined;
  const seal = sealUnder(world.secretKey, world.random);
  const asked = (url: string) => outsideTransactions(mintAt(url));
  return openEcash({ ...world, ...(await loadKit()), seal, mintAt: asked, readInvoice: readBolt11, ownUrl });
}
