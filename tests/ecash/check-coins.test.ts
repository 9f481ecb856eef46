import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import { DAY_MS, HOUR_MS } from "../../app/domain/time.ts";
import { checkCoins } from "../../app/ecash/check-coins.ts";
import type { Ecash } from "../../app/ecash/ecash.ts";
import { issueToken } from "../../app/ecash/issue-token.ts";
import { refuse } from "../../app/domain/refusal.ts";
import { readProof } from "../../app/ecash/journal/op-body.ts";
import { keysetsOf, signingKeyset } from "../../app/ecash/mints/keysets.ts";
import { planOutputs } from "../../app/ecash/wallet/plan-outputs.ts";

import type { ProofState } from "../../app/gateways/mint/port.ts";
import { addPersonWithAddress } from "../support/person-with-address.ts";
import { suite } from "../support/suite.ts";
import { coinsByKeyset, findingsOf, paidByToken } from "./books-of-coins.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/check-coins");

/** Somebody who has the hub's coins spends the largest: whoever has read its database and its key, or an earlier life of it. */
async function stealLargest({ shop: { db }, ecash }: EcashWorld): Promise<bigint> {
  const { point, sealed } = await db
    .selectFrom("coin")
    .select(["point", "sealed"])
    .where("state", "=", "held")
    .orderBy("amount_msat", "desc")
    .executeTakeFirstOrThrow();
  const proof = readProof(ecash.seal.open(sealed, point));
  const keysets = await keysetsOf(db, MINT_URL);
  const signing = signingKeyset(keysets);
  if (signing === undefined) throw new Error("the mint signs with nothing");
  const outputs = await planOutputs(ecash, signing, msat(proof.amountMsat - ecash.kit.feeOf([proof], keysets)));
  assert.is((await ecash.mintAt(MINT_URL).swap({ inputs: [proof], outputs })).kind, "signed");
  return proof.amountMsat;
}

/** The mint as it is, but for what it says of coins. */
function saying(w: EcashWorld, state: ProofState["state"] | undefined): Ecash {
  const mint = w.ecash.mintAt(MINT_URL);
  const states = async (points: readonly string[]) =>
    new Map<string, ProofState>(state && points.map((point) => [point, { state, witness: undefined }]));
  return { ...w.ecash, mintAt: () => ({ ...mint, states }) };
}

test("coins that are there are looked at, and nothing is found", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await checkCoins(w.ecash);
  assert.equal(await findingsOf(w), []);
  const coins = await w.shop.db.selectFrom("coin").select("looked_at_ms").execute();
  assert.ok(coins.every(({ looked_at_ms }) => looked_at_ms === w.shop.clock()));
  await w.close();
});

test("a coin that somebody else has spent is a finding the owners hear of once, and is spent by the hub no more", async () => {
  const w = await openEcashWorld();
  await addPersonWithAddress(w.shop, "owner", "owner@hub.example");
  await paidByToken(w, 100n);
  const stolen = await stealLargest(w);
  const left = (Object.values(await coinsByKeyset(w))[0] ?? 0n) - stolen / 1_000n;
  await checkCoins(w.ecash);
  await checkCoins(w.ecash);
  assert.equal(await findingsOf(w), [["coin-gone", stolen, 0n]]);
  assert.equal(await w.shop.db.selectFrom("notice").select("kind").execute(), [{ kind: "books-differ" }]);
  const issuing = { subject: "out_1", mintUrl: MINT_URL, amountMsat: msatFromSat(left) };
  assert.equal(await issueToken(w.ecash, issuing), refuse("ecash-too-little"), "the fee of it is not left");
  const less = await issueToken(w.ecash, { ...issuing, amountMsat: msatFromSat(left - 1n) });
  assert.is(less.kind === "issued" && less.state, "done");
  await w.close();
});

test("a mint that takes its word back has the hub use the coin again, and the finding is over", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await checkCoins(saying(w, "spent"));
  assert.ok((await findingsOf(w)).every(([kind]) => kind === "coin-gone"));
  await checkCoins(w.ecash);
  assert.equal(await findingsOf(w), []);
  const issuing = { subject: "out_1", mintUrl: MINT_URL, amountMsat: msatFromSat(50n) };
  assert.is((await issueToken(w.ecash, issuing)).kind, "issued");
  await w.close();
});

test("a coin that a payment holds is not spent, and is a finding after a day", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await checkCoins(saying(w, "pending"));
  w.shop.clock.advance(23n * HOUR_MS);
  await checkCoins(saying(w, "pending"));
  assert.equal(await findingsOf(w), []);
  const issuing = { subject: "out_1", mintUrl: MINT_URL, amountMsat: msatFromSat(50n) };
  assert.equal(await issueToken(w.ecash, issuing), refuse("ecash-too-little"));
  w.shop.clock.advance(2n * HOUR_MS);
  await checkCoins(saying(w, "pending"));
  assert.ok((await findingsOf(w)).every(([kind]) => kind === "coin-pending"));
  assert.ok((await findingsOf(w)).length > 0);
  await checkCoins(w.ecash);
  assert.equal(await findingsOf(w), []);
  await w.close();
});

test("a coin that the hub spends while the mint is asked is its own doing", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  const mint = w.ecash.mintAt(MINT_URL);
  const states = async (points: readonly string[]) => {
    const issuing = { subject: "out_1", mintUrl: MINT_URL, amountMsat: msatFromSat(90n) };
    assert.is((await issueToken(w.ecash, issuing)).kind, "issued");
    return mint.states(points);
  };
  await checkCoins({ ...w.ecash, mintAt: () => ({ ...mint, states }) });
  assert.equal(await findingsOf(w), []);
  await w.close();
});

test("a mint that says nothing of a coin leaves it as it was, and one that does not answer keeps nothing waiting", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await checkCoins(saying(w, "spent"));
  const found = await findingsOf(w);
  await checkCoins(saying(w, undefined));
  assert.equal(await findingsOf(w), found);
  w.trouble.push({ path: "/v1/checkstate", how: "not-applied" });
  await checkCoins(w.ecash);
  assert.equal(await findingsOf(w), found);
  await w.close();
});

test("of many coins those are asked about first that were asked about longest ago", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 4n);
  const { db } = w.shop;
  const like = await db.selectFrom("coin").selectAll().executeTakeFirstOrThrow();
  const points = Array.from({ length: 150 }, (_, place) => `02${place.toString(16).padStart(64, "0")}`);
  await db
    .insertInto("coin")
    .values(points.map((point) => ({ ...like, point })))
    .execute();
  await checkCoins(w.ecash);
  const never = () => db.selectFrom("coin").select("point").where("looked_at_ms", "=", 0n).execute();
  assert.ok((await never()).length > 0, "not all at once");
  w.shop.clock.advance(DAY_MS);
  await checkCoins(w.ecash);
  assert.equal(await never(), []);
  await w.close();
});

test("a mint in quarantine is not asked", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await w.shop.db.updateTable("mint").set({ state: "quarantined" }).execute();
  await checkCoins(saying(w, "spent"));
  assert.equal(await findingsOf(w), []);
  await w.close();
});
