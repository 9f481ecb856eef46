import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { build } from "./house.ts";
import { innocent, ownedLibraries, planted } from "./planted/boundaries.ts";

const test = suite("check/boundaries");

interface Cruised {
  summary: {
    totalCruised: number;
    violations: { from: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

const imports = [
  ...planted,
  ...Object.entries(ownedLibraries).map(([library, rule], index) => ({
    rule,
    file: `app/catalog/library-${index}.ts`,
    source: `import "${library}";`,
  })),
];

function library(name: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
    [`node_modules/${name}/index.js`]: "export {};",
  };
}

const dependencies = Object.fromEntries([...Object.keys(ownedLibraries), "kysely"].map((name) => [name, "1.0.0"]));

const house = build({
  ...innocent,
  ...Object.fromEntries(imports.map(({ file, source }) => [file, `${source}\nexport const planted = 1;`])),
  ...Object.assign({}, ...[...Object.keys(dependencies), "esbuild", "undeclared"].map(library)),
  ".dependency-cruiser.mjs": readFileSync(".dependency-cruiser.mjs", "utf8"),
  "tsconfig.json": readFileSync("tsconfig.json", "utf8"),
  "package.json": JSON.stringify({ type: "module", dependencies, devDependencies: { esbuild: "1.0.0" } }),
});

const cruise = house
  .run(
    "node_modules/.bin/depcruise",
    "--config",
    ".dependency-cruiser.mjs",
    "-T",
    "json",
    "app",
    "ui",
    "scripts",
    "appliance",
    "tests",
  )
  .then(({ output }): Cruised => JSON.parse(output));

test.after(house.remove);

test("every import that the plan of the house forbids is caught, and no other", async () => {
  const { summary } = await cruise;
  const caught = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  const expected = imports.map(({ rule, file }) => `${rule}: ${file}`);
  assert.equal(caught.toSorted(), expected.toSorted());
});

test("every rule about imports has a planted violation", async () => {
  const { summary } = await cruise;
  const rules = new Set(summary.ruleSetUsed.forbidden.map(({ name }) => name));
  assert.equal([...rules].toSorted(), [...new Set(imports.map(({ rule }) => rule))].toSorted());
});
