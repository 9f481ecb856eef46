import { existsSync, globSync, readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { suites } from "../support/suites.ts";

const test = suite("check/suites");

const ci = readFileSync(".ci/run", "utf8");

/** Suites that have no file yet have no place in the gate yet either. */
const present = Object.entries(suites).filter(([, { include }]) => globSync(include).length > 0);

test("every test file belongs to exactly one suite", () => {
  const inSuites = present.flatMap(([, { include, exclude }]) => globSync(include, { exclude }));
  assert.equal(inSuites.toSorted(), globSync("tests/**/*.test.ts").toSorted());
});

test("every suite is run by the whole gate", () => {
  for (const [name] of present) {
    const command = name === "fast" ? "npm test" : `npm run test:${name}`;
    assert.match(ci, new RegExp(`^suite .* ${command}$`, "m"), name);
  }
});

test("the whole gate runs the fast suite on PostgreSQL too, and the check", () => {
  assert.match(ci, /^suite .* npm run test:postgres$/m);
  assert.match(ci, /^suite .* npm run check$/m);
});

test("a script that the gate starts is there", () => {
  const scripts = [...ci.matchAll(/\bnode (scripts\/\S+)/g)].map(([, path = ""]) => path);
  assert.ok(scripts.length > 0);
  for (const path of scripts) assert.ok(existsSync(path), path);
});
