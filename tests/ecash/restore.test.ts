import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { NotApplied } from "../../app/domain/outcome.ts";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import type { Ecash } from "../../app/ecash/ecash.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { issueToken } from "../../app/ecash/issue-token.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { restoreFromSeed } from "../../app/ecash/restore-from-seed.ts";
import type { RestoredMint } from "../../app/ecash/restore-from-seed.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { openShop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { openForeign } from "./foreign.ts";
import { copyEcash } from "./old-copy.ts";
import { MINT_URL, openEcashWorld, trust } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/restore-from-seed");

async function inWorld(body: (world: EcashWorld) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  try {
    await body(world);
  } finally {
    await world.close();
  }
}

async function earn(w: EcashWorld, sat: bigint, ecash = w.ecash, token = w.token): Promise<string> {
  const order = await w.order(sat);
  const taken = await receiveToken(ecash, { chargeId: order.chargeId, token: await token(sat) });
  return isRefused(taken) ? taken.reason : taken.state;
}

async function give(w: EcashWorld, sat: bigint, subject: string, isLocked = false): Promise<string> {
  const key = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
  const lock = { keys: [key], signaturesNeeded: 1, refund: undefined, hash: undefined };
  const issuing = { subject, mintUrl: MINT_URL, amountMsat: msatFromSat(sat), ...(isLocked && { lock }) };
  const issued = await issueToken(w.ecash, issuing);
  return isRefused(issued) ? issued.reason : issued.state;
}

async function heldSat({ db }: Pick<Ecash, "db">): Promise<bigint> {
  const rows = await db.selectFrom("coin").select("amount_msat").where("state", "=", "held").execute();
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n) / 1_000n;
}

/** What the database takes for the hub's is not spent at the mint. */
async function assertUnspent({ ecash, shop }: EcashWorld): Promise<void> {
  const rows = await shop.db.selectFrom("coin").select("point").where("state", "=", "held").execute();
  const states = await ecash.mintAt(MINT_URL).states(rows.map(({ point }) => point));
  assert.equal(
    [...states.values()].filter(({ state }) => state !== "unspent"),
    [],
  );
}

const owesSat = ({ mint }: EcashWorld) => mint.sums().issued - mint.sums().redeemed;
const foundSat = (restored: readonly RestoredMint[]) => restored.map(({ foundMsat }) => foundMsat / 1_000n);

/** A hub that has earned, given, and is in the middle of something; and then goes on after a copy was taken. */
async function live(w: EcashWorld): Promise<() => Promise<void>> {
  await earn(w, 100n);
  await give(w, 20n, "plain");
  await give(w, 15n, "locked", true);
  w.trouble.push({ path: "/v1/swap", how: "unanswered" });
  assert.is(await earn(w, 30n), "waiting");
  const putBack = await copyEcash(w.shop.db);
  await earn(w, 50n);
  await give(w, 40n, "later");
  return putBack;
}

async function finishAll(w: EcashWorld): Promise<void> {
  w.shop.clock.advance(600_000n);
  await finishDueOps(w.ecash);
}

test("the words alone find all coins but those that are locked to others, and cannot tell tokens that wait for their owner", async () => {
  await inWorld(async (w) => {
    await live(w);
    await finishAll(w);
    const ownSat = await heldSat(w.ecash);
    assert.is(owesSat(w), ownSat + 20n + 15n + 40n, "what the mint owes is the hub's and its tokens'");
    const other = await openShop();
    await trust(other, MINT_URL);
    const alone = { ...w.ecash, db: other.db };
    assert.equal(foundSat(await restoreFromSeed(alone)), [ownSat + 20n + 40n]);
    assert.is(owesSat(w) - (await heldSat(alone)), 15n);
    assert.equal(foundSat(await restoreFromSeed(alone)), [0n]);
    await other.close();
  });
});

test("an old copy and the words find what came after the copy, and take nothing that the copy knows to be a buyer's", async () => {
  await inWorld(async (w) => {
    const putBack = await live(w);
    await putBack();
    const [first] = await restoreFromSeed(w.ecash);
    assert.ok((first?.goneMsat ?? 0n) > 0n, "a coin that was given after the copy is the hub's no more");
    await finishAll(w);
    // What was given before the copy is known to be others'; the later token looks like the hub's own.
    assert.is(await heldSat(w.ecash), owesSat(w) - 20n - 15n);
    await assertUnspent(w);
    const before = await heldSat(w.ecash);
    assert.equal(foundSat(await restoreFromSeed(w.ecash)), [0n]);
    assert.is(await heldSat(w.ecash), before);
    assert.is(await earn(w, 40n), "done");
    assert.is(await give(w, 30n, "after"), "done");
    await assertUnspent(w);
  });
});

test("after an old copy was put back, what is brought is paid for by these coins, not by those of before", async () => {
  await inWorld(async (w) => {
    const putBack = await copyEcash(w.shop.db);
    await earn(w, 50n);
    await putBack();
    const redeemed = w.mint.sums().redeemed;
    assert.is(await earn(w, 50n), "done");
    assert.is(w.mint.sums().redeemed, redeemed + 50n);
    await assertUnspent(w);
    assert.is(await heldSat(w.ecash), 49n);
  });
});

test("after an old copy was put back, tokens are made of coins that are still there", async () => {
  await inWorld(async (w) => {
    await earn(w, 64n);
    await earn(w, 32n);
    const putBack = await copyEcash(w.shop.db);
    await give(w, 20n, "before");
    await putBack();
    assert.is(await give(w, 5n, "after"), "done");
    await assertUnspent(w);
    const gone = await w.shop.db.selectFrom("coin").select("point").where("state", "=", "spent").execute();
    assert.ok(gone.length > 1);
  });
});

test("after an old copy was put back, other mints' coins still become the hub's own", async () => {
  await inWorld(async (w) => {
    const foreign = await openForeign(w);
    const putBack = await copyEcash(w.shop.db);
    assert.is(await earn(w, 200n, foreign.ecash, foreign.token), "done");
    await putBack();
    assert.is(await earn(w, 200n, foreign.ecash, foreign.token), "done");
    await assertUnspent(w);
    foreign.close();
  });
});

test("a mint that has signed nothing more says so once, and what it refuses for other reasons is not tried again", async () => {
  await inWorld(async (w) => {
    const order = await w.order(20n);
    const token = await w.token(20n);
    const port = w.ecash.mintAt(MINT_URL);
    let asked = 0;
    const full: MintPort = {
      ...port,
      swap: async () => {
        asked += 1;
        return { kind: "refused", reason: "switched-off", detail: "" };
      },
    };
    const taken = await receiveToken({ ...w.ecash, mintAt: () => full }, { chargeId: order.chargeId, token });
    assert.is(isRefused(taken) ? taken.reason : taken.state, "refused");
    assert.is(asked, 1);
  });
});

test("a mint that does not answer, or is not trusted, is told of and changes nothing", async () => {
  await inWorld(async (w) => {
    await earn(w, 10n);
    const silent: MintPort = { ...w.ecash.mintAt(MINT_URL), keysets: () => Promise.reject(new NotApplied("away")) };
    const stateAt = async (ecash: Ecash) => (await restoreFromSeed(ecash)).map(({ state }) => state);
    assert.equal(await stateAt({ ...w.ecash, mintAt: () => silent }), ["silent"]);
    await w.shop.db.updateTable("mint").set({ state: "quarantined" }).execute();
    assert.equal(await stateAt(w.ecash), ["quarantined"]);
    assert.is(await heldSat(w.ecash), 9n);
  });
});

test("a mint that shows other keys than before is not trusted with a restore either, and a bug is no silence", async () => {
  await inWorld(async (w) => {
    const port = w.ecash.mintAt(MINT_URL);
    const at = (changed: Partial<MintPort>) => restoreFromSeed({ ...w.ecash, mintAt: () => ({ ...port, ...changed }) });
    await at({ restore: () => Promise.reject(new TypeError("a bug")) }).then(
      () => assert.unreachable(),
      (error: unknown) => assert.instance(error, TypeError),
    );
    const keysOf: MintPort["keysOf"] = async (id) => {
      const keyset = await port.keysOf(id);
      return keyset && { ...keyset, keys: { ...keyset.keys, 1: keyset.keys["2"] ?? "" } };
    };
    assert.equal(
      (await at({ keysOf })).map(({ state }) => state),
      ["quarantined"],
    );
    assert.is((await w.shop.db.selectFrom("mint").select("state").executeTakeFirstOrThrow()).state, "quarantined");
  });
});

test("coins that a payment is being made with wait, and a signature by other keys is no coin", async () => {
  await inWorld(async (w) => {
    await earn(w, 9n);
    const other = await openShop();
    await trust(other, MINT_URL);
    const port = w.ecash.mintAt(MINT_URL);
    const states: MintPort["states"] = async (points) =>
      new Map([...(await port.states(points))].map(([point, each]) => [point, { ...each, state: "pending" as const }]));
    const restore: MintPort["restore"] = async (outputs) =>
      (await port.restore(outputs)).map(({ signature, ...of }) => ({
        ...of,
        signature: { ...signature, dleq: undefined },
      }));
    const at = (changed: Partial<MintPort>) => ({ ...w.ecash, db: other.db, mintAt: () => ({ ...port, ...changed }) });
    const [waiting] = await restoreFromSeed(at({ states }));
    assert.equal([waiting?.found, waiting?.pendingMsat], [0, 8_000n]);
    const [wrong] = await restoreFromSeed(at({ restore }));
    assert.equal([wrong?.found, wrong?.wrong], [0, 1]);
    assert.equal(foundSat(await restoreFromSeed(at({}))), [8n]);
    await other.close();
  });
});
