import * as assert from "uvu/assert";
import { msat } from "../../app/domain/money.ts";
import { NotApplied } from "../../app/domain/outcome.ts";
import { openEcash } from "../../app/ecash/open-ecash.ts";
import { recoveryWords } from "../../app/ecash/recovery-words.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { seedWords } from "../../app/gateways/mint/seed-words.ts";
import type { CoinMaker, MintPort } from "../../app/gateways/mint/port.ts";
import { suite } from "../support/suite.ts";
import { copyEcash } from "./old-copy.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/open-ecash");

/** As a start of the hub opens its e-cash, with nothing in memory of what was before. */
function opening(w: EcashWorld, port: MintPort = w.ecash.mintAt(MINT_URL), ownUrl = MINT_URL) {
  const { seed: _seed, ...world } = w.ecash;
  return openEcash({ ...world, words: seedWords, mintAt: () => port, ownUrl });
}

async function inWorld(body: (world: EcashWorld) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  try {
    await body(world);
  } finally {
    await world.close();
  }
}

const mintsOf = ({ shop: { db } }: EcashWorld) =>
  db.selectFrom("mint").select(["url", "kind", "state"]).orderBy("url").execute();

test("the words are made at the first start, and are the same at every other and for two that start at once", async () => {
  await inWorld(async (w) => {
    assert.is(await recoveryWords(w.ecash), undefined);
    const [one, two] = await Promise.all([opening(w), opening(w)]);
    assert.equal(one.seed, two.seed);
    assert.equal((await opening(w)).seed, one.seed);
    const words = (await recoveryWords(w.ecash)) ?? "";
    assert.is(words.split(" ").length, 12);
    assert.equal(Buffer.from(seedWords.toSeed(words)), Buffer.from(one.seed));
    const { sealed } = await w.shop.db.selectFrom("ecash_seed").select("sealed").executeTakeFirstOrThrow();
    assert.not.ok(words.split(" ").some((word) => sealed.includes(word) && word.length > 4));
  });
});

test("another own mint than before is the own one from then on, and the one before is no longer taken", async () => {
  await inWorld(async (w) => {
    await opening(w);
    await opening(w, w.ecash.mintAt(MINT_URL), `${MINT_URL}/`);
    assert.equal(await mintsOf(w), [{ url: MINT_URL, kind: "own", state: "on" }]);
    const next = { ...w.ecash.mintAt(MINT_URL), url: "http://next.example" };
    await opening(w, next, "http://next.example");
    assert.equal(await mintsOf(w), [
      { url: MINT_URL, kind: "foreign", state: "off" },
      { url: "http://next.example", kind: "own", state: "on" },
    ]);
    await opening(w);
    assert.equal(await mintsOf(w), [
      { url: MINT_URL, kind: "own", state: "on" },
      { url: "http://next.example", kind: "foreign", state: "off" },
    ]);
  });
});

test("a mint that is silent at the start, or knows nothing yet, does not keep the hub from starting", async () => {
  await inWorld(async (w) => {
    const away = () => Promise.reject(new NotApplied("away"));
    const port = w.ecash.mintAt(MINT_URL);
    await opening(w, { ...port, keysets: away, restore: away });
    await w.shop.db.deleteFrom("mint_keyset").execute();
    await opening(w, { ...port, keysets: away });
    assert.equal(await w.shop.db.selectFrom("mint_keyset").selectAll().execute(), []);
    await opening(w);
    assert.is((await w.shop.db.selectFrom("mint_keyset").selectAll().execute()).length, 1);
  });
});

test("what is no silence is not passed over", async () => {
  await inWorld(async (w) => {
    const broken = { ...w.ecash.mintAt(MINT_URL), restore: () => Promise.reject(new TypeError("a bug")) };
    try {
      await opening(w, broken);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, TypeError);
    }
  });
});

test("a start with an old copy of the database goes past the numbers that were used since", async () => {
  await inWorld(async (w) => {
    const ecash = await opening(w);
    const putBack = await copyEcash(w.shop.db);
    const order = await w.order(50n);
    await receiveToken(ecash, { chargeId: order.chargeId, token: await w.token(50n) });
    const [used] = await w.shop.db.selectFrom("ecash_counter").select("next").execute();
    await putBack();
    assert.equal(await w.shop.db.selectFrom("ecash_counter").selectAll().execute(), []);
    await opening(w);
    assert.equal(await w.shop.db.selectFrom("ecash_counter").select("next").execute(), [used]);
  });
});

test("a mint that says to have signed everything does not keep the hub from starting", async () => {
  await inWorld(async (w) => {
    const port = w.ecash.mintAt(MINT_URL);
    const signature = { keysetId: "", amountMsat: msat(0n), point: "", dleq: undefined };
    const fromSeed: CoinMaker["fromSeed"] = ({ counter, keysetId, amountMsat }) => ({
      keysetId,
      amountMsat,
      point: counter.toString(),
      secret: "",
      blindingFactor: "",
    });
    const ecash = { ...w.ecash, kit: { ...coinKit, fromSeed } };
    const restore: MintPort["restore"] = async (outputs) => outputs.map(({ point }) => ({ point, signature }));
    const boastful: MintPort = { ...port, restore };
    const { seed: _seed, ...world } = ecash;
    await openEcash({ ...world, words: seedWords, mintAt: () => boastful, ownUrl: MINT_URL });
    const [counter] = await w.shop.db.selectFrom("ecash_counter").select("next").execute();
    assert.is(counter?.next, 10_000n);
  });
});
