import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { NotApplied } from "../../app/domain/outcome.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { issueToken } from "../../app/ecash/issue-token.ts";
import { tokenMaker } from "../../app/ecash/make-token.ts";
import { noteClaimed } from "../../app/ecash/note-claimed.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { refreshMints } from "../../app/ecash/refresh-mints.ts";
import { showToken } from "../../app/ecash/show-token.ts";
import { tokensFor } from "../../app/ecash/tokens-for.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/note-claimed");

async function inWorld(body: (world: EcashWorld) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  try {
    await body(world);
  } finally {
    await world.close();
  }
}

async function pay(w: EcashWorld, sat: bigint, token: string): Promise<void> {
  const { chargeId } = await w.order(sat);
  const taken = await receiveToken(w.ecash, { chargeId, token });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
}

async function given(w: EcashWorld, sat: bigint, subject: string): Promise<string> {
  const issued = await issueToken(w.ecash, { subject, mintUrl: MINT_URL, amountMsat: msatFromSat(sat) });
  if (isRefused(issued)) throw new Error(issued.reason);
  return (await showToken(w.ecash, issued.tokenId)) ?? "";
}

test("a token is shown until all of its coins are spent, and is told by what it was made for", async () => {
  await inWorld(async (w) => {
    await pay(w, 100n, await w.token(100n));
    const text = await given(w, 33n, "one");
    const keysetIds = (await w.ecash.mintAt(MINT_URL).keysets()).map(({ id }) => id);
    const [large, ...small] = coinKit.read(text, keysetIds) ?? [];
    if (large === undefined) throw new Error("the token has no coins");
    await pay(w, 32n, coinKit.write({ mint: MINT_URL, proofs: [large] }));
    await noteClaimed(w.ecash);
    assert.equal(
      (await tokensFor(w.ecash, ["one", "other"])).map((each) => [each.text, each.isClaimed, each.amountMsat]),
      [[text, false, 33_000n]],
    );
    const rest = await w.token(9n);
    const more = coinKit.read(rest, keysetIds) ?? [];
    await pay(w, 10n, coinKit.write({ mint: MINT_URL, proofs: [...small, ...more] }));
    await noteClaimed(w.ecash);
    const [claimed] = await tokensFor(w.ecash, ["one"]);
    assert.equal([claimed?.text, claimed?.isClaimed], [undefined, true]);
    assert.equal(await tokensFor(w.ecash, []), []);
  });
});

test("what was made for one thing is made once, whoever asks for it again", async () => {
  await inWorld(async (w) => {
    await pay(w, 100n, await w.token(100n));
    assert.is(await given(w, 20n, "one"), await given(w, 20n, "one"));
  });
});

test("tokens are not made of a mint whose keys are not known, nor of more than there is", async () => {
  await inWorld(async (w) => {
    const issue = async (mintUrl: string) => {
      const issued = await issueToken(w.ecash, { subject: "one", mintUrl, amountMsat: msatFromSat(5n) });
      return isRefused(issued) ? issued.reason : issued.state;
    };
    assert.is(await issue(MINT_URL), "ecash-too-little");
    assert.is(await issue("https://stranger.example"), "mint-not-taken");
    await w.shop.db.updateTable("mint").set({ state: "off" }).execute();
    const made = await tokenMaker(w.ecash)({ subject: "one", amountMsat: msatFromSat(5n), mayBegin: async () => true });
    assert.is(isRefused(made) && made.reason, "mint-not-taken");
  });
});

test("mints that are off are not looked at, and a silent one keeps what is known of it", async () => {
  await inWorld(async (w) => {
    const before = await w.shop.db.selectFrom("mint_keyset").selectAll().execute();
    const at = (keysets: MintPort["keysets"]) => ({
      ...w.ecash,
      mintAt: () => ({ ...w.ecash.mintAt(MINT_URL), keysets }),
    });
    await refreshMints(at(() => Promise.reject(new NotApplied("away"))));
    assert.equal(await w.shop.db.selectFrom("mint_keyset").selectAll().execute(), before);
    await w.shop.db.updateTable("mint").set({ state: "off" }).execute();
    await refreshMints(at(() => Promise.reject(new TypeError("it was asked"))));
  });
});
