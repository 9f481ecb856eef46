import * as assert from "uvu/assert";
import { configHelp } from "../../app/config.ts";
import { suite } from "../support/suite.ts";
import { pageAt, writtenPages } from "./pages.ts";

const test = suite("docs/settings");

type Explained = { name: string; doc: string };

function explained(): Explained[] {
  const lines = configHelp()
    .split("\n")
    .filter((line) => /^ {2}[A-Z]/.test(line));
  return lines.map((line) => {
    const [, name = "", doc = ""] = /^ {2}([A-Z_]+) +(.*)$/.exec(line) ?? [];
    return { name, doc };
  });
}

/** The names in the table of settings, read from its source, so that a line missing from the help is noticed. */
function declared(): string[] {
  const [, table = ""] = /^export const table = \{\n(.*?)^\}/ms.exec(pageAt("app/settings/table.ts")) ?? [];
  return [...table.matchAll(/^ {2}([A-Z][A-Z_]+): \{/gm)].map(([, name = ""]) => name);
}

test("every setting is explained once, in a sentence", () => {
  assert.equal(
    explained().map(({ name }) => name),
    declared(),
  );
  assert.equal(
    explained().filter(({ doc }) => doc.length < 20 || !/[.)\]]$/.test(doc)),
    [],
  );
  assert.is(declared().length > 10, true, "hardly any settings were found");
});

test("a setting that a document names exists", () => {
  const known = new Set([...declared(), ...OUTSIDE_THE_HUB, ANY_SETTING]);
  const named = [...writtenPages()].flatMap(([from, page]) =>
    [...page.matchAll(/`\$?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(([, name = ""]) => ({
      from,
      name: name.replace(/_FILE$/, ""),
    })),
  );
  assert.equal(
    named.filter(({ name }) => !known.has(name)),
    [],
  );
  assert.is(named.length > 3, true, "hardly any settings were named");
});

/** As in the help: `NAME_FILE` stands for the file twin of any of them. */
const ANY_SETTING = "NAME";

/** Read by scripts, not by the hub; what systemd tells a unit by itself; and a word of Bitcoin's script. */
const OUTSIDE_THE_HUB = ["SATOSHOP_CACHE", "XDG_CACHE_HOME", "REGTEST_DIR", "CREDENTIALS_DIRECTORY", "OP_TRUE"];

test("the README says where all settings are explained", () => {
  assert.match(pageAt("README.md"), "node app/main.ts --help");
});
