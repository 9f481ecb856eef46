import * as assert from "uvu/assert";
import type { MintSolvencyTable } from "../../../../app/db/schema.ts";
import { msat } from "../../../../app/domain/money.ts";
import { ecashOf, MINT_URL } from "../../../ecash/world.ts";
import { suite } from "../../../support/suite.ts";
import { comeIn } from "../people/come-in.ts";
import { wordsOf } from "../visitor.ts";
import { openMoneyWorld } from "./money-world.ts";
import type { MoneyWorld } from "./money-world.ts";

const test = suite("http/pages/money/solvency");

const books = { sums: async () => ({ issuedMsat: msat(0n), redeemedMsat: msat(0n) }) };

/** A hub with a mint whose books can be read, where somebody has looked. */
async function looked(state: MintSolvencyTable["state"], backing: bigint) {
  const t = await openMoneyWorld();
  const { ecash, close } = await ecashOf(t.shop);
  Object.assign(t.hub, { ecash, mintOperator: books });
  const now = t.shop.clock();
  const sums = { issued_msat: 10_000_000n, redeemed_msat: 4_000_000n, held_msat: 1_000_000n, backing_msat: backing };
  await t.hub.db
    .insertInto("mint_solvency")
    .values({ mint_url: MINT_URL, state, ...sums, looked_at_ms: now, changed_at_ms: now })
    .execute();
  return {
    t,
    close: async () => {
      close();
      await t.close();
    },
  };
}

async function seenBy(t: MoneyWorld, role: "owner" | "viewer"): Promise<string> {
  const { visitor } = await comeIn(t, role);
  return wordsOf(await visitor.get("/owner/solvency"));
}

test("the owner sees what is owed, what stands behind it, and that it is a statement and no proof", async () => {
  const { t, close } = await looked("covered", 6_000_000n);
  const words = await seenBy(t, "owner");
  assert.match(words, /Enough stands behind it/);
  assert.match(words, /Covered to 120 % In other people’s hands 5,000 sat The node’s channels can send 6,000 sat/);
  assert.match(words, /Given out, of all time 10,000 sat Taken back, of all time 4,000 sat Outstanding 6,000 sat/);
  assert.match(words, /Of it the hub’s own 1,000 sat .* Kept for it 5,000 sat Left for payouts and refunds 1,000 sat/);
  assert.match(words, /your own statement.*It is no proof of liabilities/);
  await close();
});

test("too little is said with what is missing, and since when e-cash is off", async () => {
  const { t, close } = await looked("short", 4_000_000n);
  assert.match(await seenBy(t, "owner"), /Too little stands behind it .* since .* Put at least 1,500 sat into/);
  await close();
  const once = await looked("low", 4_000_000n);
  assert.match(await seenBy(once.t, "viewer"), /Too little was there .* If the next look finds it again/);
  await once.close();
});

test("a hub without a mint, without its books, or before the first look says so", async () => {
  const t = await openMoneyWorld();
  assert.match(await seenBy(t, "owner"), /The hub has no mint/);
  await t.close();
  const { t: other, close } = await looked("covered", 6_000_000n);
  Object.assign(other.hub, { mintOperator: undefined });
  assert.match(await seenBy(other, "owner"), /The mint’s books cannot be read/);
  Object.assign(other.hub, { mintOperator: books });
  await other.hub.db.deleteFrom("mint_solvency").execute();
  const { visitor } = await comeIn(other, "viewer");
  assert.match(wordsOf(await visitor.get("/owner/solvency")), /Nobody has looked yet/);
  await close();
});

test("a seller does not see it", async () => {
  const t = await openMoneyWorld();
  const { visitor: seller } = await comeIn(t, "seller");
  assert.is((await seller.get("/owner/solvency")).status, 403);
  await t.close();
});
