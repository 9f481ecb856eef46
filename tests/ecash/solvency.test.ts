import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import { Misconfigured, NotApplied } from "../../app/domain/outcome.ts";
import { isRefused, refuse } from "../../app/domain/refusal.ts";
import { freeOverLightning } from "../../app/ecash/free-over-lightning.ts";
import { issueToken } from "../../app/ecash/issue-token.ts";
import { noteSolvency } from "../../app/ecash/note-solvency.ts";
import type { Weighing } from "../../app/ecash/note-solvency.ts";
import { readSolvency } from "../../app/ecash/read-solvency.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { requestCoins } from "../../app/ecash/request-coins.ts";
import { sandboxOperator } from "../../app/gateways/mint/sandbox-operator.ts";
import { addPersonWithAddress } from "../support/person-with-address.ts";
import { rejects, suite } from "../support/suite.ts";
import { coinsByKeyset, findingsOf, paidByToken } from "./books-of-coins.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/solvency");

/** The own mint's books, and a node whose channels can send so many sats. */
function weighing({ ecash, mint }: EcashWorld, channelSat: bigint | undefined): Weighing {
  const funds = async () =>
    channelSat === undefined ? undefined : { channelMsat: msatFromSat(channelSat), chainMsat: msat(0n) };
  return { ...ecash, books: sandboxOperator(mint), records: { funds } };
}

/** Somebody else has so much of the mint's e-cash, and the hub has some as well. */
async function withHolders(sat: bigint): Promise<EcashWorld> {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  await w.token(sat);
  return w;
}

const asked = (chargeId: string) => ({ chargeId, dueMsat: 5_000n, postTo: "http://shop.example/pay" });
const issuing = { subject: "out_1", mintUrl: MINT_URL, amountMsat: msatFromSat(10n) };

test("what others have of the mint's e-cash is what is owed, and the hub's own coins are not", async () => {
  const w = await withHolders(500n);
  const [heldSat = 0n] = Object.values(await coinsByKeyset(w));
  const { issued, redeemed } = w.mint.sums();
  assert.is(issued - redeemed, 500n + heldSat);
  assert.is(await noteSolvency(weighing(w, 550n)), "covered");
  const seen = await readSolvency(w.shop.db);
  assert.is(seen?.owedMsat, 500_000n);
  assert.is(seen?.heldMsat, heldSat * 1_000n);
  assert.is(seen?.percent, 110n);
  assert.is(seen?.lookedAtMs, w.shop.clock());
  await w.close();
});

test("too little once is only noted; twice in a row it switches e-cash off, and the owners hear of it once", async () => {
  const w = await withHolders(500n);
  await addPersonWithAddress(w.shop, "owner", "owner@hub.example");
  const { db } = w.shop;
  assert.is(await noteSolvency(weighing(w, 549n)), "low");
  assert.ok(await requestCoins(w.ecash, asked("chg_1")));
  assert.equal(await findingsOf(w), []);
  for (let look = 0; look < 2; look += 1) assert.is(await noteSolvency(weighing(w, 549n)), "short");
  assert.equal(await findingsOf(w), [["mint-short", 500_000n, 549_000n]]);
  assert.equal(await db.selectFrom("notice").select("kind").execute(), [{ kind: "books-differ" }]);
  assert.is(await requestCoins(w.ecash, asked("chg_1")), undefined);
  assert.equal(await issueToken(w.ecash, issuing), refuse("mint-short"));
  const events = await db.selectFrom("event").select("type").where("stream", "=", "own-mint").execute();
  assert.equal(events, [{ type: "mint.short" }]);
  await w.close();
});

test("a token that a buyer brings all the same is taken: nothing more is owed through it", async () => {
  const w = await withHolders(500n);
  const token = await w.token(20n);
  const order = await w.order(20n);
  for (let look = 0; look < 2; look += 1) await noteSolvency(weighing(w, 100n));
  const taken = await receiveToken(w.ecash, { chargeId: order.chargeId, token });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
  await w.close();
});

test("a token that was begun before e-cash was switched off is still to be had", async () => {
  const w = await withHolders(500n);
  const before = await issueToken(w.ecash, issuing);
  for (let look = 0; look < 2; look += 1) await noteSolvency(weighing(w, 100n));
  assert.equal(await issueToken(w.ecash, issuing), before);
  await w.close();
});

test("once enough stands behind it e-cash is on again, the finding is over, and that is on record", async () => {
  const w = await withHolders(500n);
  for (let look = 0; look < 2; look += 1) await noteSolvency(weighing(w, 100n));
  w.shop.clock.advance(60_000n);
  assert.is(await noteSolvency(weighing(w, 550n)), "covered");
  assert.is((await readSolvency(w.shop.db))?.changedAtMs, w.shop.clock());
  assert.equal(await findingsOf(w), []);
  assert.ok(await requestCoins(w.ecash, asked("chg_1")));
  assert.is((await issueToken(w.ecash, issuing)).kind, "issued");
  const events = await w.shop.db.selectFrom("event").select("type").where("stream", "=", "own-mint").execute();
  assert.equal(events.map(({ type }) => type).toSorted(), ["mint.covered", "mint.short"]);
  await w.close();
});

test("what cannot be read changes nothing", async () => {
  const w = await withHolders(500n);
  for (let look = 0; look < 2; look += 1) await noteSolvency(weighing(w, 100n));
  const before = await readSolvency(w.shop.db);
  const silent = { sums: async () => Promise.reject(new NotApplied("the mint is down")) };
  assert.is(await noteSolvency({ ...weighing(w, 550n), books: silent }), undefined);
  assert.is(await noteSolvency(weighing(w, undefined)), undefined);
  const wrong = { sums: async () => Promise.reject(new Misconfigured("another version")) };
  await rejects(noteSolvency({ ...weighing(w, 550n), books: wrong }), /another version/);
  assert.equal(await readSolvency(w.shop.db), before);
  await w.close();
});

test("a hub without a mint of its own owes nothing", async () => {
  const w = await withHolders(500n);
  await w.shop.db.updateTable("mint").set({ kind: "foreign" }).execute();
  assert.is(await noteSolvency(weighing(w, 0n)), undefined);
  assert.is(await readSolvency(w.shop.db), undefined);
  assert.is(await freeOverLightning({ ...w.shop, ...weighing(w, 900n) })(), undefined);
  await w.close();
});

test("what is owed is left alone, and the rest of the channels is free", async () => {
  const w = await withHolders(500n);
  assert.is(await freeOverLightning(weighing(w, 900n))(), 400_000n);
  assert.is(await freeOverLightning(weighing(w, 499n))(), 0n);
  assert.is(await freeOverLightning(weighing(w, undefined))(), 0n, "nobody knows that anything is free");
  await w.close();
});

test("while nobody else has any, everything is free", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 100n);
  assert.is(await freeOverLightning(weighing(w, 10n))(), undefined);
  await w.close();
});

test("a mint that does not show its books owes what it owed when last looked at", async () => {
  const w = await withHolders(500n);
  for (const reason of [new NotApplied("the mint is down"), new Misconfigured("another version")]) {
    const books = { sums: async () => Promise.reject(reason) };
    await w.shop.db.deleteFrom("mint_solvency").execute();
    assert.is(await freeOverLightning({ ...weighing(w, 900n), books })(), undefined, "nobody has ever looked");
    await noteSolvency(weighing(w, 900n));
    assert.is(await freeOverLightning({ ...weighing(w, 900n), books })(), 400_000n);
  }
  const bug = { sums: async () => Promise.reject(new TypeError("a bug")) };
  await rejects(freeOverLightning({ ...weighing(w, 900n), books: bug })(), /a bug/);
  await w.close();
});
