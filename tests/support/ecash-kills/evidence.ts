import * as assert from "uvu/assert";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import type { MintPort } from "../../../app/gateways/mint/port.ts";
import { balances } from "../../../app/payments/balances.ts";
import { assertSound } from "../shop.ts";
import type { Market, WatchedMint } from "./market.ts";

/**
 * What each mint owes by its own books is what the hub holds of it, what the hub has given away, and what buyers still
 * have: no sat came to be, and none is out of everybody's reach. Nothing is left half done.
 */
export async function assertNothingLost(market: Market, when: string): Promise<void> {
  await assertNothingOpen(market, when);
  for (const each of [market.own, market.other]) {
    const parts = {
      held: await heldMsat(market, each),
      given: await givenMsat(market, each),
      buyers: await leftWithBuyers(market, each),
    };
    const owed = (await each.owesSat()) * 1_000n;
    assert.is(parts.held + parts.given + parts.buyers, owed, `${when}: ${each.url} owes ${owed}: ${shown(parts)}`);
  }
  const held = await heldMsat(market, market.own);
  assert.is((await balances(market.shop.db)).get("asset:ecash") ?? 0n, held, `${when}: the books say otherwise`);
  await assertSound(market.shop);
}

function shown(parts: Readonly<Record<string, bigint>>): string {
  return Object.entries(parts)
    .map(([name, msat]) => `${name} ${msat}`)
    .join(", ");
}

export async function isAnythingOpen({ shop: { db } }: Market): Promise<boolean> {
  const open = db.selectFrom("ecash_op").select("id").where("state", "=", "open");
  return (await open.executeTakeFirst()) !== undefined;
}

async function assertNothingOpen({ shop: { db } }: Market, when: string): Promise<void> {
  const ops = await db
    .selectFrom("ecash_op")
    .select(["kind", "state"])
    .where("state", "in", ["open", "blocked"])
    .execute();
  assert.equal(ops, [], `${when}: operations are left`);
  const claimed = await db.selectFrom("coin").select("point").where("state", "=", "claimed").execute();
  assert.equal(claimed, [], `${when}: coins are set aside for nothing`);
  const making = await db.selectFrom("ecash_token").select("id").where("state", "=", "making").execute();
  assert.equal(making, [], `${when}: tokens are not made`);
}

/** Of coins that the mint says are good, every one. */
async function heldMsat({ shop: { db } }: Market, { url, mint }: WatchedMint): Promise<bigint> {
  const rows = await db
    .selectFrom("coin")
    .selectAll()
    .where("mint_url", "=", url)
    .where("state", "=", "held")
    .execute();
  const points = rows.map(({ point }) => point);
  assert.equal(await unspent(mint, points), new Set(points), "the hub holds coins that are spent");
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
}

async function givenMsat({ shop: { db } }: Market, { url, mint }: WatchedMint): Promise<bigint> {
  const ready = db.selectFrom("ecash_token").selectAll().where("mint_url", "=", url).where("state", "=", "ready");
  const rows = await ready.execute();
  const points = rows.flatMap((row): string[] => JSON.parse(row.points));
  assert.equal(await unspent(mint, points), new Set(points), "a token was given that is spent");
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
}

async function leftWithBuyers({ brought }: Market, at: WatchedMint): Promise<bigint> {
  const ids = (await at.mint.keysets()).map(({ id }) => id);
  const coins = brought.filter((each) => each.at === at).flatMap(({ text }) => coinKit.read(text, ids) ?? []);
  const points = new Map(coins.map(({ secret, amountMsat }) => [coinKit.pointOf(secret), amountMsat]));
  let sum = 0n;
  for (const point of await unspent(at.mint, [...points.keys()])) sum += points.get(point) ?? 0n;
  return sum;
}

const ASKED_AT_ONCE = 100;

async function unspent(mint: MintPort, points: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < points.length; at += ASKED_AT_ONCE)
    for (const [point, { state }] of await mint.states(points.slice(at, at + ASKED_AT_ONCE)))
      if (state === "unspent") found.add(point);
  return found;
}
