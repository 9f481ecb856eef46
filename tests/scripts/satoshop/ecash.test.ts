import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { migrate } from "../../../app/db/migrate.ts";
import { msatFromSat } from "../../../app/domain/money.ts";
import { unixMs } from "../../../app/domain/time.ts";
import type { Ecash } from "../../../app/ecash/ecash.ts";
import { ownMint } from "../../../app/ecash/mints/own-mint.ts";
import { openEcash } from "../../../app/ecash/open-ecash.ts";
import { sealUnder } from "../../../app/ecash/seal.ts";
import { planOutputs } from "../../../app/ecash/wallet/plan-outputs.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { openMint } from "../../../app/gateways/mint/open-mint.ts";
import { seedWords } from "../../../app/gateways/mint/seed-words.ts";
import { suite } from "../../support/suite.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/ecash");

const clock = () => unixMs(BigInt(Date.now()));
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const SECRET_KEY = "a secret key only for tests, 32+ chars";
const WORDS = seedWords.fromEntropy(new Uint8Array(16).fill(7));

const SIGNET = { MODE: "signet", LND_CERT: "none", LND_MACAROON_DIR: newFolder() };

const of = (folder: string) => ({ DATA_DIR: folder, SECRET_KEY });

/** Opens a hub's e-cash as its start does, in a folder that has a sandbox mint in it. */
async function start(folder: string, then: (ecash: Ecash, pay: (bolt11: string) => Promise<unknown>) => Promise<void>) {
  const node = openSandboxNode({ folder, clock, random });
  const payAsBuyer = (bolt11: string) => node.payAsBuyer(bolt11);
  const { ownUrl = "", ...mint } = await openMint(
    { mode: "sandbox", dataDir: folder, mintUrl: undefined, mintRpc: undefined },
    {
      clock,
      random,
      receiver: node,
      payer: node,
      payAsBuyer,
      readInvoice: readBolt11,
      fetch: () => Promise.reject(new Error("nobody is asked")),
    },
  );
  await withDatabase(folder, async (db) => {
    const seal = sealUnder(SECRET_KEY, random);
    const world = { db, clock, random, seal, kit: coinKit, rateOf: async () => undefined, readInvoice: readBolt11 };
    await then(await openEcash({ ...world, words: seedWords, mintAt: mint.mintAt, ownUrl }), payAsBuyer);
  });
  mint.close();
  node.close();
}

/** Coins that the mint has issued to the hub's seed, of which no row tells. */
async function issue(ecash: Ecash, pay: (bolt11: string) => Promise<unknown>, sat: bigint): Promise<void> {
  const own = await ownMint(ecash.db);
  if (own === undefined) throw new Error("the hub has no mint");
  const [mint, privateKey] = [ecash.mintAt(own.url), "11".repeat(32)];
  const quote = await mint.quoteMint({ amountMsat: msatFromSat(sat), lockedTo: coinKit.publicKeyOf(privateKey) });
  if (quote.kind === "refused") throw new Error(quote.reason);
  await pay(quote.bolt11);
  const outputs = await planOutputs(ecash, own.keyset, msatFromSat(sat));
  const signature = coinKit.signQuote({ quoteId: quote.id, outputs, privateKey });
  assert.is((await mint.mint({ quoteId: quote.id, outputs, signature })).kind, "signed");
}

async function loseDatabase(folder: string): Promise<void> {
  for (const end of ["", "-wal", "-shm"]) rmSync(join(folder, `hub.sqlite${end}`), { force: true });
  await withDatabase(folder, (db) => migrate(db, unixMs(0n), undefined));
}

async function wordsOf(folder: string): Promise<string> {
  return (await type("ecash words", of(folder))).said.trim();
}

test("the words that are shown find the e-cash again when the database is gone", async () => {
  const folder = await hubFolder();
  await start(folder, (ecash, pay) => issue(ecash, pay, 77n));
  const shown = await type("ecash words", of(folder));
  assert.is(shown.code, 0);
  assert.is(shown.said.trim().split(" ").length, 12);
  assert.match(shown.complained, "has the hub's e-cash");
  await loseDatabase(folder);
  const restored = await type("ecash restore", of(folder), ` ${shown.said.toUpperCase()}\n`);
  assert.is(restored.code, 0);
  assert.match(restored.said, "found 77 sat in 4 coins");
  assert.is(await wordsOf(folder), shown.said.trim());
  assert.match((await type("ecash restore", of(folder), shown.said)).said, "found 0 sat in 0 coins");
});

test("a hub that was started once and has no e-cash yet takes other words", async () => {
  const folder = await hubFolder();
  await start(folder, async () => undefined);
  assert.is.not(await wordsOf(folder), WORDS);
  assert.is((await type("ecash restore", of(folder), WORDS)).code, 0);
  assert.is(await wordsOf(folder), WORDS);
});

test("a hub that has e-cash of its own words takes no others", async () => {
  const folder = await hubFolder();
  await start(folder, (ecash, pay) => issue(ecash, pay, 5n));
  const before = await wordsOf(folder);
  const { code, complained } = await type("ecash restore", of(folder), WORDS);
  assert.is(code, 1);
  assert.match(complained, "other words");
  assert.is(await wordsOf(folder), before);
});

test("what are no such words, or not all of them, is refused and changes nothing", async () => {
  const folder = await hubFolder();
  for (const typed of ["", "one two three", WORDS.replace(/ \w+$/, ""), WORDS.replace(/^\w+/, "zebra")]) {
    const { code, complained } = await type("ecash restore", of(folder), typed);
    assert.is(code, 2);
    assert.match(complained, "not the twelve words");
  }
  assert.is((await type("ecash words", of(folder))).code, 1);
});

test("words are never taken from the command line, and a command without its word says which there are", async () => {
  const folder = await hubFolder();
  const { code, complained } = await type(`ecash restore ${WORDS}`, of(folder));
  assert.is(code, 2);
  for (const word of WORDS.split(" ").filter((each) => each.length > 4)) assert.not.match(complained, word);
  assert.match((await type("ecash", of(folder))).complained, "words, restore");
  assert.is((await type("ecash --wrong", of(folder))).code, 2);
  assert.match((await type("ecash --help")).said, "twelve words");
});

test("a hub without a mint of its own has nothing to restore", async () => {
  const folder = await hubFolder();
  const { code, complained } = await type("ecash restore", { ...of(folder), ...SIGNET }, WORDS);
  assert.is(code, 1, complained);
  assert.match(complained, "MINT_URL");
});

test("a mint that does not answer is told of, with code 1", async () => {
  const folder = await hubFolder();
  const environment = { ...of(folder), ...SIGNET, MINT_URL: "http://127.0.0.1:9" };
  const { code, said } = await type("ecash restore", environment, WORDS);
  assert.is(code, 1);
  assert.match(said, "does not answer");
});

test("a database of another version is left alone", async () => {
  const folder = await hubFolder();
  await withDatabase(folder, async (db) => db.deleteFrom("migration").where("version", ">", 3n).execute());
  const { code, complained } = await type("ecash words", of(folder));
  assert.is(code, 1);
  assert.match(complained, "satoshop migrate");
});
