import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../../app/db/migrate.ts";
import { openSqlite } from "../../../app/db/sqlite.ts";
import { unixMs } from "../../../app/domain/time.ts";
import type { MintPort } from "../../../app/gateways/mint/port.ts";
import { trust } from "../../ecash/world.ts";
import { addProduct, openShop, orderFor, placeWithInvoice } from "../shop.ts";
import type { OrderWithInvoice, Shop } from "../shop.ts";
import { testClock } from "../world.ts";
import { openKillableHub } from "./hub.ts";
import type { KillableHub } from "./hub.ts";

/** A mint that is looked at from outside the hub. */
export type WatchedMint = {
  url: string;
  mint: MintPort;
  /** What it owes, by its own books. */
  owesSat(): Promise<bigint>;
  /** A token over so many sats, in a buyer's hands. */
  token(sat: bigint): Promise<string>;
};

export type Mints = { own: WatchedMint; other: WatchedMint; close(): Promise<void> };

/** A shop, the hub that takes its e-cash and gets killed, and everything that a buyer brought. */
export type Market = Mints & {
  shop: Shop;
  hub: KillableHub;
  /** Tokens of buyers, whatever has become of them. */
  brought: { at: WatchedMint; text: string }[];
  /** An order over so many sats, placed now. */
  order(sat: bigint): Promise<OrderWithInvoice>;
  buy(at: WatchedMint, sat: bigint): Promise<string>;
};

export async function openMarket(mints: Mints): Promise<Market> {
  const file = join(mkdtempSync(join(tmpdir(), "satoshop-kills-")), "hub.sqlite");
  const [db, clock] = [openSqlite(file), testClock()];
  await migrate(db, unixMs(0n), undefined);
  const shop = await openShop({ db, clock });
  await trust(shop, mints.other.url, "foreign");
  const hub = await openKillableHub({ file, ownUrl: mints.own.url, otherUrl: mints.other.url });
  const brought: Market["brought"] = [];
  return {
    ...mints,
    shop,
    hub,
    brought,
    order: async (sat) => {
      clock.set(BigInt(Date.now()));
      return placeWithInvoice(shop, orderFor(shop, await addProduct(shop, { priceMinor: sat, stock: 1n })));
    },
    buy: async (at, sat) => {
      const text = await at.token(sat);
      brought.push({ at, text });
      return text;
    },
    close: async () => {
      await hub.close();
      await shop.close();
      await mints.close();
    },
  };
}
