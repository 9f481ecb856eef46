import * as assert from "uvu/assert";
import { MINT_GRANT } from "../../app/gateways/lightning/macaroon-roles.ts";
import { linesByFile, withLines } from "../../scripts/node-config/sections.ts";
import { suite } from "../support/suite.ts";
import { pageAt } from "./pages.ts";

const test = suite("docs/node-config");

const page = pageAt("docs/node-config.md");

test("every line of the configurations is explained as it stands in the files", () => {
  assert.ok(withLines(page) === page, "docs/node-config.md is not what the configurations say: run npm run docs");
  for (const [file, lines] of linesByFile())
    for (const { option, why } of lines) assert.match(page, `| \`${option}\` |`, `${file}: ${why}`);
});

test("the mint's macaroon is told as the hub would make it", () => {
  const told = [...page.matchAll(/uri:(\/\S+)/g)].map(([, method]) => method);
  assert.equal(told, [...MINT_GRANT.methods]);
  assert.match(page, `--root_key_id ${MINT_GRANT.rootKeyId} `);
});

test("what is written by hand around the lines stays", () => {
  const shorter = page.replace(/\| `dbcache` .*\n/, "");
  assert.is(withLines(shorter), page);
  assert.match(page, /## What was not proved/);
  assert.throws(() => withLines("# Another page"), /no place between/);
});
