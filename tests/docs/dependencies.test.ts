import * as assert from "uvu/assert";
import { z } from "zod";
import { suite } from "../support/suite.ts";
import { pageAt } from "./pages.ts";

const test = suite("docs/dependencies");

const Versions = z.record(z.string(), z.string());
const Package = z.object({ dependencies: Versions, optionalDependencies: Versions, devDependencies: Versions });
const Installed = z.object({ license: z.string() });

function declared(): Map<string, string> {
  const { dependencies, optionalDependencies, devDependencies } = Package.parse(JSON.parse(pageAt("package.json")));
  const all = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies });
  // An alias is written as npm:package@version.
  return new Map(all.map(([name, version]) => [name, version.split("@").at(-1) ?? version]));
}

type Line = { name: string; version: string; released: string; licence: string; why: string };

function lines(): Line[] {
  const rows = pageAt("docs/dependencies.md")
    .split("\n")
    .filter((line) => /^\| (?!package)[@a-z]/.test(line));
  return rows.map((row) => {
    const [name = "", version = "", released = "", licence = "", why = ""] = row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    return { name, version, released, licence, why };
  });
}

test("every package has its row with the version in use, and no row is left over", () => {
  const documented = Object.fromEntries(lines().map(({ name, version }) => [name, version]));
  assert.equal(documented, Object.fromEntries(declared()));
  assert.is(lines().length, declared().size);
});

test("every row says when the version came out, and why the package is here", () => {
  assert.equal(
    lines().filter(({ released, why }) => !/^20\d\d-\d\d-\d\d$/.test(released) || why.length < 5),
    [],
  );
});

test("the licences are those of the packages that are installed", () => {
  const wrong = lines().filter(({ name, licence }) => {
    const installed = licenceOf(name);
    return installed !== undefined && installed !== licence;
  });
  assert.equal(wrong, []);
});

/** Undefined for the Node of another processor, which is not installed here. */
function licenceOf(name: string): string | undefined {
  if (name.startsWith("node-linux-")) return undefined;
  return Installed.parse(JSON.parse(pageAt(`node_modules/${name}/package.json`))).license;
}
