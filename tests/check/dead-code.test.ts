import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { build } from "./house.ts";

const test = suite("check/dead-code");

const house = build({
  "knip.json": readFileSync("knip.json", "utf8"),
  "package.json": JSON.stringify({ type: "module", dependencies: { unneeded: "1.0.0" } }),
  "app/main.ts": `import { used } from "./domain/words.ts";\nprocess.stdout.write(used);`,
  "app/domain/words.ts": `export const used = "";\nexport const unused = "";`,
  "app/domain/forgotten.ts": `export const word = "";`,
});

const report = house.run(
  "node_modules/.bin/knip",
  "--no-progress",
  "--no-config-hints",
  "--reporter",
  "compact",
  "--reporter",
  resolve("scripts/check/knip-count.ts"),
);

test.after(house.remove);

test("a file that nobody imports is reported", async () => {
  assert.match((await report).output, "app/domain/forgotten.ts");
});

test("an export that nobody uses is reported, and one that is used is not", async () => {
  const { output } = await report;
  assert.match(output, /app\/domain\/words\.ts: unused$/m);
});

test("a package that nobody imports is reported, and the run fails", async () => {
  const { code, output } = await report;
  assert.match(output, "unneeded");
  assert.is(code, 1);
});

test("the number of files looked at is told", async () => {
  assert.match((await report).output, /^3 files$/m);
});
