import * as assert from "uvu/assert";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { issueToken } from "../../app/ecash/issue-token.ts";
import { countBlocked, listOps } from "../../app/ecash/list-ops.ts";
import { noteClaimed } from "../../app/ecash/note-claimed.ts";
import { readWallet } from "../../app/ecash/read-wallet.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { showToken } from "../../app/ecash/show-token.ts";
import { refreshKeysets } from "../../app/ecash/mints/refresh-keysets.ts";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { suite } from "../support/suite.ts";
import { FOREIGN_URL, openForeign } from "./foreign.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/read-wallet");

async function within(body: (world: EcashWorld) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  try {
    await body(world);
  } finally {
    await world.close();
  }
}

async function receive(w: EcashWorld, sat: bigint): Promise<string> {
  const order = await w.order(sat);
  await receiveToken(w.ecash, { chargeId: order.chargeId, token: await w.token(sat) });
  return order.orderId;
}

async function give(w: EcashWorld, sat: bigint, subject = "out_1"): Promise<string> {
  const issued = await issueToken(w.ecash, { subject, mintUrl: MINT_URL, amountMsat: msatFromSat(sat) });
  assert.not(isRefused(issued));
  return isRefused(issued) ? "" : issued.tokenId;
}

const walletOf = ({ shop: { db, clock } }: EcashWorld) => readWallet(db, clock());

test("what the hub has is told by keyset, and what its mint signs no more is told apart", async () => {
  await within(async (w) => {
    await receive(w, 3n);
    w.mint.rotate();
    await refreshKeysets(w.ecash, w.ecash.mintAt(MINT_URL));
    await receive(w, 4n);
    const { heldMsat, claimedMsat, keysets, given } = await walletOf(w);
    assert.equal([heldMsat, claimedMsat, given], [5_000n, 0n, []]);
    const told = keysets.map((each) => [each.mintUrl, each.state, each.heldMsat, each.coins]);
    assert.equal(told, [
      [MINT_URL, "active", 3_000n, 2],
      [MINT_URL, "old", 2_000n, 1],
    ]);
  });
});

test("coins of a keyset that has run out are worth nothing", async () => {
  await within(async (w) => {
    await receive(w, 4n);
    await w.shop.db
      .updateTable("mint_keyset")
      .set({ expires_at_ms: w.shop.clock() + 1n })
      .execute();
    assert.is((await walletOf(w)).keysets[0]?.state, "active");
    w.shop.clock.advance(1n);
    assert.is((await walletOf(w)).keysets[0]?.state, "expired");
  });
});

test("coins that an operation spends are on their way, until it is done", async () => {
  await within(async (w) => {
    await receive(w, 40n);
    w.trouble.push({ path: "/v1/swap", how: "unanswered" });
    await give(w, 3n);
    const during = await walletOf(w);
    // The mint took a sat for the swap, and takes another for this one.
    assert.is(during.heldMsat + during.claimedMsat, 39_000n);
    assert.ok(during.claimedMsat >= 3_000n);
    w.shop.clock.advance(60_000n);
    await finishDueOps(w.ecash);
    const after = await walletOf(w);
    assert.equal([after.heldMsat, after.claimedMsat], [35_000n, 0n]);
  });
});

test("a token is given until somebody has taken it in", async () => {
  await within(async (w) => {
    await receive(w, 40n);
    const tokenId = await give(w, 5n);
    await give(w, 2n, "out_2");
    assert.equal((await walletOf(w)).given, [{ mintUrl: MINT_URL, tokens: 2, amountMsat: 7_000n }]);
    const text = (await showToken(w.ecash, tokenId)) ?? "";
    const order = await w.order(5n);
    await receiveToken(w.ecash, { chargeId: order.chargeId, token: text });
    await noteClaimed(w.ecash);
    assert.equal((await walletOf(w)).given, [{ mintUrl: MINT_URL, tokens: 1, amountMsat: 2_000n }]);
  });
});

test("the journal tells newest first what mints were asked, in pages, and which order it is for", async () => {
  await within(async (w) => {
    const first = await receive(w, 4n);
    w.shop.clock.advance(1_000n);
    const second = await receive(w, 8n);
    const page = await listOps(w.shop.db, { limit: 1 });
    assert.equal(
      page.ops.map(({ orderId, state, inputMsat }) => [orderId, state, inputMsat]),
      [[second, "done", 8_000n]],
    );
    const next = await listOps(w.shop.db, { limit: 1, before: page.nextBefore });
    assert.equal([next.ops[0]?.orderId, next.nextBefore], [first, undefined]);
  });
});

test("the journal finds what is under way and what is left to a person", async () => {
  await within(async (w) => {
    const foreign = await openForeign(w);
    await receive(w, 4n);
    const order = await w.order(100n);
    foreign.setRoute("held");
    await receiveToken(foreign.ecash, { chargeId: order.chargeId, token: await foreign.token(111n) });
    const { ops } = await listOps(w.shop.db, { limit: 9, state: "open" });
    const told = ops.map(({ kind, purpose, mintUrl, orderId }) => [kind, purpose, mintUrl, orderId]);
    assert.equal(told, [
      ["mint", "receive", MINT_URL, order.orderId],
      ["melt", "exchange", FOREIGN_URL, order.orderId],
    ]);
    assert.is(await countBlocked(w.shop.db), 0);
    await w.shop.db
      .updateTable("ecash_op")
      .set({ state: "blocked", reason: "coins-gone" })
      .where("kind", "=", "melt")
      .execute();
    assert.is(await countBlocked(w.shop.db), 1);
    const left = await listOps(w.shop.db, { limit: 9, state: "blocked" });
    assert.equal(
      left.ops.map(({ reason }) => reason),
      ["coins-gone"],
    );
    foreign.close();
  });
});
