import { readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { build } from "./house.ts";
import { innocent, planted } from "./planted/types.ts";

const test = suite("check/types");

const house = build({
  "tsconfig.json": readFileSync("tsconfig.json", "utf8"),
  "package.json": JSON.stringify({ type: "module" }),
  ...innocent,
  ...Object.fromEntries(planted.map(({ file, source }) => [file, source])),
});
symlinkSync(resolve("node_modules"), join(house.folder, "node_modules"));

const report = house.run("node_modules/typescript-7/bin/tsc", "-p", ".", "--pretty", "false");

test.after(house.remove);

test("code that Node cannot run or that hides a missing value is refused, and no other", async () => {
  const { output } = await report;
  const found = [...output.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+)/gm)].map(([, file, code]) => `${code}: ${file}`);
  assert.equal(found.toSorted(), planted.map(({ code, file }) => `${code}: ${file}`).toSorted());
});

test("a refused file makes the whole run fail", async () => {
  assert.is.not((await report).code, 0);
});
