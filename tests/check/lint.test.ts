import { readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { build } from "./house.ts";
import { planted } from "./planted/lint.ts";

const test = suite("check/lint");

const configuration = [".oxlintrc.json", "tsconfig.json", "package.json", "scripts/check/lint-rules.ts"];

const house = build({
  ...Object.fromEntries(configuration.map((file) => [file, readFileSync(file, "utf8")])),
  ...Object.fromEntries(planted.map(({ file, source }) => [file, source])),
  ...Object.fromEntries(planted.flatMap(({ allowed = [], source }) => allowed.map((file) => [file, source]))),
});
symlinkSync(resolve("node_modules"), join(house.folder, "node_modules"));

const report = house.run("node_modules/.bin/oxlint", "-f", "json", "app", "ui", "appliance", "scripts", "tests");

test.after(house.remove);

test("code that breaks a rule of the house is refused, and the same code is accepted where it belongs", async () => {
  const { diagnostics } = JSON.parse((await report).output) as { diagnostics: { code: string; filename: string }[] };
  const caught = diagnostics.map(({ code, filename }) => `${code}: ${filename}`);
  assert.equal(caught.toSorted(), planted.map(({ rule, file }) => `${rule}: ${file}`).toSorted());
});

test("a refused file makes the whole run fail", async () => {
  assert.is((await report).code, 1);
});
