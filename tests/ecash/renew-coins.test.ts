import * as assert from "uvu/assert";
import { DAY_MS, MINUTE_MS } from "../../app/domain/time.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { refreshMints } from "../../app/ecash/refresh-mints.ts";
import { renewCoins } from "../../app/ecash/renew-coins.ts";
import { balances } from "../../app/payments/balances.ts";
import { addPersonWithAddress } from "../support/person-with-address.ts";
import { suite } from "../support/suite.ts";
import { assertBooked, coinsByKeyset, findingsOf, paidByToken } from "./books-of-coins.ts";
import { openEcashWorld } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

const test = suite("ecash/renew-coins");

/** From now on the mint signs with other keys, which end after so many days. */
async function turn(w: EcashWorld, days?: bigint): Promise<string> {
  const expiresAtS = days === undefined ? {} : { expiresAtS: (w.shop.clock() + days * DAY_MS) / 1_000n };
  const { id } = w.mint.rotate(expiresAtS);
  await refreshMints(w.ecash);
  return id;
}

test("coins of a keyset that the mint signs with no more become coins of the one it signs with, at the hub's cost", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await paidByToken(w, 50n);
  const before = (await balances(w.shop.db)).get("expense:mint") ?? 0n;
  const id = await turn(w);
  await renewCoins(w.ecash);
  const held = await coinsByKeyset(w);
  assert.equal(Object.keys(held), [id]);
  assert.is(held[id], ((await balances(w.shop.db)).get("asset:ecash") ?? 0n) / 1_000n);
  assert.ok(((await balances(w.shop.db)).get("expense:mint") ?? 0n) > before);
  await assertBooked(w);
  await renewCoins(w.ecash);
  assert.equal(await coinsByKeyset(w), held, "what is renewed is left alone");
  await w.close();
});

test("coins that end within 30 days are renewed in time, and those that end later are left alone", async () => {
  const w = await openEcashWorld();
  const soon = await turn(w, 45n);
  await paidByToken(w, 100n);
  await renewCoins(w.ecash);
  assert.equal(Object.keys(await coinsByKeyset(w)), [soon]);
  w.shop.clock.advance(16n * DAY_MS);
  const lasting = await turn(w);
  await renewCoins(w.ecash);
  assert.equal(Object.keys(await coinsByKeyset(w)), [lasting]);
  assert.equal(await findingsOf(w), []);
  await assertBooked(w);
  await w.close();
});

test("coins that end soon while the mint has no keys that last are a finding the owners hear of, until they are renewed", async () => {
  const w = await openEcashWorld();
  await addPersonWithAddress(w.shop, "owner", "owner@hub.example");
  await turn(w, 20n);
  await paidByToken(w, 100n);
  const [sum = 0n] = Object.values(await coinsByKeyset(w));
  await renewCoins(w.ecash);
  await renewCoins(w.ecash);
  assert.equal(await findingsOf(w), [["keyset-expiring", sum * 1_000n, sum * 1_000n]]);
  const told = await w.shop.db.selectFrom("notice").select("kind").execute();
  assert.equal(told, [{ kind: "books-differ" }], "once");
  await turn(w);
  await renewCoins(w.ecash);
  assert.equal(await findingsOf(w), []);
  await w.close();
});

test("coins of a mint that was the hub's own before are a finding when they end: nothing renews them", async () => {
  const w = await openEcashWorld();
  await turn(w, 20n);
  await paidByToken(w, 100n);
  await turn(w);
  await w.shop.db.updateTable("mint").set({ kind: "foreign", state: "off" }).execute();
  await renewCoins(w.ecash);
  assert.equal(
    (await findingsOf(w)).map(([kind]) => kind),
    ["keyset-expiring"],
  );
  await w.close();
});

for (const how of ["not-applied", "unanswered"] as const satisfies Trouble["how"][]) {
  test(`a renewal whose request was ${how} is gone on with, and loses no coin`, async () => {
    const w = await openEcashWorld();
    await paidByToken(w, 100n);
    const id = await turn(w);
    w.trouble.push({ path: "/v1/swap", how });
    await renewCoins(w.ecash);
    assert.equal(await coinsByKeyset(w), {}, "they are claimed");
    w.shop.clock.advance(MINUTE_MS);
    await finishDueOps(w.ecash);
    assert.equal(Object.keys(await coinsByKeyset(w)), [id]);
    await assertBooked(w);
    await w.close();
  });
}

test("a renewal that waits for the mint for more than a day is a finding as well", async () => {
  const w = await openEcashWorld();
  await turn(w, 20n);
  await paidByToken(w, 100n);
  await turn(w);
  w.trouble.push({ path: "/v1/swap", how: "not-applied" });
  await renewCoins(w.ecash);
  assert.equal(await findingsOf(w), []);
  w.shop.clock.advance(2n * DAY_MS);
  await renewCoins(w.ecash);
  assert.equal(
    (await findingsOf(w)).map(([kind]) => kind),
    ["keyset-expiring"],
  );
  await w.close();
});

test("several processes renew each coin once", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  const id = await turn(w);
  await Promise.all(Array.from({ length: 4 }, () => renewCoins(w.ecash)));
  w.shop.clock.advance(MINUTE_MS);
  await finishDueOps(w.ecash);
  assert.equal(Object.keys(await coinsByKeyset(w)), [id]);
  await assertBooked(w);
  await w.close();
});

test("coins that are worth less than moving them costs stay where they are", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 2n);
  await turn(w);
  const before = await coinsByKeyset(w);
  await w.shop.db.updateTable("mint_keyset").set({ input_fee_ppk: 3_000n }).execute();
  await renewCoins(w.ecash);
  assert.equal(await coinsByKeyset(w), before);
  assert.equal(await w.shop.db.selectFrom("ecash_op").select("id").where("purpose", "=", "renew").execute(), []);
  await w.close();
});

test("without a mint of its own there is nothing to renew", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await turn(w);
  await w.shop.db.updateTable("mint").set({ state: "quarantined" }).execute();
  const before = await coinsByKeyset(w);
  await renewCoins(w.ecash);
  assert.equal(await coinsByKeyset(w), before);
  await w.close();
});
