import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "../../app/db/migrate.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { addProduct, addStall } from "./shop.ts";
import { testClock, testRandom } from "./world.ts";

/** Puts a stall with one unlimited product priced in sats into a hub's data folder, before the hub is started. */
export async function seedCatalog(dataDir: string, priceSat = 21n): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const world = { db: openSqlite(join(dataDir, "hub.sqlite")), clock: testClock(), random: testRandom(4) };
  await migrate(world.db, world.clock(), undefined);
  const stallId = await addStall(world, "counter");
  await addProduct({ ...world, stallId }, { priceMinor: priceSat });
  await world.db.destroy();
}
