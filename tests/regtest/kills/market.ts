import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getChainTransactions, getInvoices, getPayments } from "lightning";
import type { Db, Tx } from "../../../app/db/database.ts";
import { migrate } from "../../../app/db/migrate.ts";
import { openDatabase } from "../../../app/db/open.ts";
import { transact } from "../../../app/db/transact.ts";
import type { Random } from "../../../app/domain/ids.ts";
import { msatFromSat } from "../../../app/domain/money.ts";
import { unixMs } from "../../../app/domain/time.ts";
import type { Clock, UnixMs } from "../../../app/domain/time.ts";
import { budgetOf } from "../../../app/payments/fee-budget/budget-of.ts";
import { setBudget } from "../../../app/payments/fee-budget/set-budget.ts";
import { setMostSatPerVbyte } from "../../../app/payments/outgoing/chain-fee-rule.ts";
import { addWebhook } from "../../../app/webhooks/outgoing/add-webhook.ts";
import { openPurse } from "../../../scripts/regtest/coins/purse.ts";
import type { Purse } from "../../../scripts/regtest/coins/purse.ts";
import { bakeMacaroons } from "../../../scripts/regtest/hub/bake-macaroons.ts";
import { hubSettings } from "../../../scripts/regtest/hub/settings.ts";
import type { Stack } from "../../../scripts/regtest/stack.ts";
import { startHub } from "../../support/hub-process.ts";
import type { HubProcess } from "../../support/hub-process.ts";
import { addProduct, addStall } from "../../support/shop.ts";
import { testRandom } from "../../support/world.ts";
import { startReceiver } from "../../webhooks/outgoing/receiver.ts";
import type { Receiver } from "../../webhooks/outgoing/receiver.ts";
import type { Dice } from "./dice.ts";

export const SMALL_SAT = 1_000n;
/** Of more than this, the fee of a hasty transaction is a small share. */
export const LARGE_SAT = 1_000_000n;
const STOCK = 1_000_000n;
const ANY_FEE_SAT = 100_000_000n;
const SECRET_KEY = "a secret key only for tests, 32+ chars";

/** A shop that sells something small and something large, in one process or in two, and what it is looked at with. */
export type Market = {
  stack: Stack;
  hubs: readonly HubProcess[];
  /** A look at the database beside the hubs, and the hands of people who use no page. */
  db: Db;
  clock: Clock;
  random: Random;
  stallId: string;
  sellerId: string;
  purse: Purse;
  receiver: Receiver;
  dice: Dice;
  /** What the shop's node had received and sent before. */
  earlier: ReadonlySet<string>;
  close(): Promise<void>;
};

export type Opening = { stack: Stack; hubs: number; databaseUrl?: string; coins: number; dice: Dice };

export async function openMarket({ stack, hubs: count, databaseUrl, coins, dice }: Opening): Promise<Market> {
  const dataDir = mkdtempSync(join(tmpdir(), "satoshop-kills-"));
  const db = await openDatabase(dataDir, databaseUrl);
  const clock: Clock = () => unixMs(BigInt(Date.now()));
  await migrate(db, clock(), undefined);
  const random = testRandom(dice.seed);
  const receiver = await startReceiver();
  const { stallId, sellerId } = await settle({ db, clock, random }, receiver);
  const purse = await openPurse(stack.bitcoind.rpc, coins);
  await stack.mine(1);
  const settings = {
    ...hubSettings(stack, await bakeMacaroons(stack.folder, stack.shop)),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    DATA_DIR: dataDir,
    DEMO: "0",
    SENDING: "1",
    INVOICE_MINUTES: "1",
    SECRET_KEY,
    OUTGOING_ALLOW: receiver.host,
  };
  const earlier = await knownTo(stack);
  const hubs: HubProcess[] = [];
  while (hubs.length < count) hubs.push(await startHub(settings));
  return {
    stack,
    hubs,
    db,
    clock,
    random,
    stallId,
    sellerId,
    purse,
    receiver,
    dice,
    earlier,
    close: async () => {
      await Promise.all(hubs.map((hub) => hub.stop()));
      await db.destroy();
      await receiver.close();
    },
  };
}

/** As many as a node is asked for at once. */
export const MOST = 100_000;

async function knownTo({ shop: { lnd } }: Stack): Promise<Set<string>> {
  const { invoices } = await getInvoices({ lnd, limit: MOST });
  const { payments } = await getPayments({ lnd, limit: MOST });
  const { transactions } = await getChainTransactions({ lnd });
  return new Set([...invoices, ...payments, ...transactions].map(({ id }) => id));
}

/** The buyers' hasty payments teach LND that blocks are dear, and nothing is to wait for cheaper ones. */
async function letFeesBeHigh(tx: Tx, now: UnixMs): Promise<void> {
  await setMostSatPerVbyte(tx, ANY_FEE_SAT, now);
  for (const purpose of ["payout", "refund"] as const)
    await setBudget(tx, { ...(await budgetOf(tx, purpose)), capMsat: msatFromSat(ANY_FEE_SAT) }, now);
}

type Settling = Pick<Market, "db" | "clock" | "random">;

async function settle(world: Settling, receiver: Receiver): Promise<{ stallId: string; sellerId: string }> {
  const stallId = await addStall(world, "counter");
  await transact(world.db, (tx) => letFeesBeHigh(tx, world.clock()));
  for (const [title, priceMinor] of [
    ["small", SMALL_SAT],
    ["large", LARGE_SAT],
  ] as const) {
    const { productId } = await addProduct({ ...world, stallId }, { priceMinor, stock: STOCK });
    await world.db.updateTable("product").set({ title }).where("id", "=", productId).execute();
  }
  const sellerId = "per_seller";
  const now = world.clock();
  const person = {
    id: sellerId,
    role: "seller",
    stall_id: stallId,
    name: "Mina",
    locale: "",
    state: "active",
  } as const;
  await world.db
    .insertInto("person")
    .values({ ...person, hold_until_ms: 0n, created_at_ms: now, updated_at_ms: now })
    .execute();
  const actor = { personId: sellerId, door: "admin", device: "a browser" } as const;
  await addWebhook({ ...world, secretKey: SECRET_KEY }, actor, stallId, {
    url: receiver.url,
    events: null,
    names: "hub",
  });
  return { stallId, sellerId };
}
