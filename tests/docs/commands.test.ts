import * as assert from "uvu/assert";
import { z } from "zod";
import { suite } from "../support/suite.ts";
import { pageAt, writtenPages } from "./pages.ts";

const test = suite("docs/commands");

const Package = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = Package.parse(JSON.parse(pageAt("package.json")));

const OF_NPM = new Set(["ci", "exec", "install", "view"]);

/** The scripts that a text tells people to run, in its order; `npm start` and `npm test` need no `run`. */
function scriptsIn(page: string): string[] {
  const commands = [...page.matchAll(/\bnpm run ([\w:-]+)|(?:`|^)npm (?!run\b)([\w:-]+)/gm)];
  return commands.map(([, run, short]) => run ?? short ?? "").filter((name) => !OF_NPM.has(name));
}

test("every npm command in the documents is there", () => {
  const named = [...writtenPages()].flatMap(([from, page]) => scriptsIn(page).map((script) => ({ from, script })));
  assert.equal(
    named.filter(({ script }) => scripts[script] === undefined),
    [],
  );
  assert.is(named.length > 5, true, "hardly any commands were found");
});

test("the README begins with the two commands that need nothing else", () => {
  const [first, second] = scriptsIn(pageAt("README.md"));
  assert.equal([first, second], ["start", "test"]);
});
