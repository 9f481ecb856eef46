import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { issueToken } from "../../app/ecash/issue-token.ts";
import type { Issuing } from "../../app/ecash/issue-token.ts";
import { noteClaimed } from "../../app/ecash/note-claimed.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { showToken } from "../../app/ecash/show-token.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

const test = suite("ecash/issue-token");

/** A hub that has earned so many sats in e-cash. */
async function withEarned(sat: bigint, body: (world: EcashWorld) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  const order = await world.order(sat);
  await receiveToken(world.ecash, { chargeId: order.chargeId, token: await world.token(sat) });
  try {
    await body(world);
  } finally {
    await world.close();
  }
}

async function issue(w: EcashWorld, sat: bigint, more: Partial<Issuing> = {}) {
  const issued = await issueToken(w.ecash, {
    subject: "ord_x",
    mintUrl: MINT_URL,
    amountMsat: msatFromSat(sat),
    ...more,
  });
  if (isRefused(issued)) throw new Error(`refused: ${issued.reason}`);
  return issued;
}

async function held({ shop: { db } }: EcashWorld): Promise<bigint> {
  const rows = await db.selectFrom("coin").select("amount_msat").where("state", "=", "held").execute();
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
}

async function tokenState({ shop: { db } }: EcashWorld, id: string): Promise<string> {
  return (await db.selectFrom("ecash_token").select("state").where("id", "=", id).executeTakeFirstOrThrow()).state;
}

/** What the mint owes to everybody, by its own books, is what the hub and its tokens have. */
async function assertConserved(w: EcashWorld, givenSat: bigint, feesSat: bigint, earnedSat: bigint): Promise<void> {
  assert.is(await held(w), (earnedSat - givenSat - feesSat) * 1_000n);
}

test("a token over an exact sum is made from the hub's coins, and shown until it is spent", async () => {
  await withEarned(100n, async (w) => {
    const { tokenId, state } = await issue(w, 37n);
    assert.is(state, "done");
    const text = (await showToken(w.ecash, tokenId)) ?? "";
    assert.is(coinKit.peek(text)?.amountMsat, 37_000n);
    assert.is(await showToken(w.ecash, tokenId), text);
    // One sat for bringing the coins in, one for spending them.
    await assertConserved(w, 37n, 2n, 100n);
    const order = await w.order(37n);
    const answer = await receiveToken(w.ecash, { chargeId: order.chargeId, token: text });
    assert.is(isRefused(answer) ? answer.reason : answer.state, "done");
    await noteClaimed(w.ecash);
    assert.is(await tokenState(w, tokenId), "claimed");
    assert.is(await showToken(w.ecash, tokenId), undefined);
  });
});

test("a token that is locked to a key is worth nothing to anybody else", async () => {
  await withEarned(50n, async (w) => {
    const key = randomBytes(32).toString("hex");
    const lock = { keys: [coinKit.publicKeyOf(key)], signaturesNeeded: 1, refund: undefined, hash: undefined };
    const { tokenId } = await issue(w, 20n, { lock });
    const text = (await showToken(w.ecash, tokenId)) ?? "";
    const order = await w.order(20n);
    const answer = await receiveToken(w.ecash, { chargeId: order.chargeId, token: text });
    assert.is(isRefused(answer) ? answer.reason : answer.state, "token-locked");
  });
});

test("more than the hub has is not promised, and two tokens are never made of one coin", async () => {
  await withEarned(64n, async (w) => {
    const all = await Promise.allSettled(
      Array.from({ length: 4 }, (_, nth) => issue(w, 40n, { subject: `ord_${nth}` })),
    );
    assert.equal(
      all.flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : [])),
      Array.from({ length: 3 }, () => "Error: refused: ecash-too-little"),
    );
    await assertConserved(w, 40n, 2n, 64n);
  });
});

for (const how of ["not-applied", "unanswered"] as const satisfies Trouble["how"][]) {
  test(`a token whose making was ${how} is finished later, once`, async () => {
    await withEarned(80n, async (w) => {
      w.trouble.push({ path: "/v1/swap", how });
      const { tokenId, state } = await issue(w, 33n);
      assert.is(state, "waiting");
      assert.is(await showToken(w.ecash, tokenId), undefined);
      w.shop.clock.advance(60_000n);
      await finishDueOps(w.ecash);
      assert.is(coinKit.peek((await showToken(w.ecash, tokenId)) ?? "")?.amountMsat, 33_000n);
      await assertConserved(w, 33n, 2n, 80n);
    });
  });
}
