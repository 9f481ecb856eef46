import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { build } from "./house.ts";

const test = suite("check/format");

async function checked(source: string): Promise<number | null> {
  const house = build({ ".oxfmtrc.json": readFileSync(".oxfmtrc.json", "utf8"), "app/a.ts": source });
  const { code } = await house.run("node_modules/.bin/oxfmt", "--check", "app");
  house.remove();
  return code;
}

test("code in the house's layout passes", async () => {
  assert.is(await checked(`export const a = "b";\n`), 0);
});

test("code laid out otherwise is refused", async () => {
  assert.is(await checked(`export const a = 'b'\n`), 1);
});
