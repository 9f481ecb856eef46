import { readFileSync, readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { newFolder, type } from "../terminal.ts";

const test = suite("scripts/satoshop/memory");

const LONG_AGO = new Date(0);

function dropIn(folder: string, unit: string): string {
  return readFileSync(join(folder, `${unit}.service.d/50-memory.conf`), "utf8");
}

test("each unit is given its limits, and its program what it has to know of them", async () => {
  const folder = newFolder();
  const { code, said } = await type(`memory --into ${folder} --ram 3800`);
  assert.is(code, 0);
  assert.equal(readdirSync(folder).toSorted(), [
    "bitcoind.service.d",
    "lnd.service.d",
    "satoshop-hub.service.d",
    "satoshop-mint.service.d",
    "tor@default.service.d",
  ]);
  for (const name of readdirSync(folder)) assert.match(said, join(folder, name, "50-memory.conf"));
  assert.match(
    dropIn(folder, "bitcoind"),
    /^\[Service\]\nMemoryHigh=1406M\nMemoryMax=1757M\n# .*\nEnvironment=BITCOIND_DBCACHE=438$/m,
  );
  assert.match(dropIn(folder, "lnd"), /^Environment=GOMEMLIMIT=646MiB$/m);
  assert.match(dropIn(folder, "satoshop-hub"), /^Environment=NODE_OPTIONS=--max-old-space-size=256$/m);
});

test("what says the same already is left alone", async () => {
  const folder = newFolder();
  await type(`memory --into ${folder} --ram 3800`);
  const file = join(folder, "lnd.service.d/50-memory.conf");
  utimesSync(file, LONG_AGO, LONG_AGO);
  assert.equal(await type(`memory --into ${folder} --ram 3800`), {
    code: 0,
    said: "Nothing has changed.\n",
    complained: "",
  });
  assert.is(statSync(file).mtimeMs, 0);
});

test("the end of the first download takes memory from Bitcoin Core and gives it to LND", async () => {
  const folder = newFolder();
  await type(`memory --into ${folder} --ram 3800 --phase ibd`);
  assert.not.ok(readdirSync(folder).includes("lnd.service.d"));
  const before = dropIn(folder, "bitcoind");
  const { said } = await type(`memory --into ${folder} --ram 3800`);
  assert.equal(said.match(/\w+(?=[.]service[.]d)/g), ["bitcoind", "lnd"]);
  assert.ok(cacheIn(before) > 3 * cacheIn(dropIn(folder, "bitcoind")));
});

function cacheIn(text: string): number {
  return Number(/DBCACHE=(\d+)/.exec(text)?.[1]);
}

test("a machine that is too small for a node is told so, and its hub has limits all the same", async () => {
  const folder = newFolder();
  const { code, said } = await type(`memory --into ${folder} --ram 960`);
  assert.is(code, 0);
  assert.match(said, "960 MiB are too little for a node");
  assert.match(dropIn(folder, "satoshop-hub"), "MemoryMax=250M");
  assert.not.ok(readdirSync(folder).includes("bitcoind.service.d"));
});

test("what it cannot understand is named", async () => {
  assert.match((await type("memory")).complained, "--into is needed");
  assert.match((await type("memory --into /nowhere --phase later")).complained, "--phase is ibd or tip");
  assert.match((await type("memory --into /nowhere --ram lots")).complained, "--ram is a number of MiB");
});
