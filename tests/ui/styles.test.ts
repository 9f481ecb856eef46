import { globSync, readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { readTokens } from "../../ui/styles/read-tokens.ts";
import { suite } from "../support/suite.ts";
import { tagsOf } from "./markup.ts";
import { testPage } from "./page.ts";
import { specimenPage } from "../../ui/pages/specimen.ts";

const test = suite("ui/styles");

const sheets = globSync("ui/styles/**/*.css")
  .filter((path) => !path.endsWith("tokens.css"))
  .map((path) => ({ path, css: withoutComments(readFileSync(path, "utf8")) }));
const tokens = readTokens(readFileSync("ui/styles/tokens.css", "utf8")).light;

test("there are stylesheets to look at", () => assert.ok(sheets.length > 10));

test("only the tokens name a colour", () => {
  const colour =
    /#[\da-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix)\(|:\s*(?:white|black|red|green|blue|gray|grey|orange)\b/i;
  for (const { path, css } of sheets) assert.is(colour.exec(css)?.[0], undefined, path);
});

test("only the tokens name a size; a hairline of 0 or 1 px and parts of the type size may stand anywhere", () => {
  const size = /(?<![\w.-])(?!(?:0|1)px)\d*\.?\d+(?:px|rem|pt|cm|mm|ch)\b/;
  for (const { path, css } of sheets) assert.is(size.exec(css)?.[0], undefined, path);
});

test("every token that is used exists, and every token is used", () => {
  const all = sheets.map((sheet) => sheet.css).join("\n");
  const used = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1] ?? ""));
  const local = new Set([...all.matchAll(/(?<=[{;\s])(--[\w-]+):/g)].map((match) => match[1] ?? ""));
  assert.equal(
    [...used].filter((name) => !tokens.has(name) && !local.has(name)),
    [],
  );
  assert.equal(
    [...tokens.keys()].filter((name) => !used.has(name)),
    [],
  );
});

test("every class that a piece writes is styled", () => {
  const all = sheets.map((sheet) => sheet.css).join("\n");
  const styled = new Set([...all.matchAll(/\.([a-z][\w-]*)/g)].map((match) => match[1]));
  const written = tagsOf(specimenPage(testPage(), (name) => `/${name}`)).flatMap((tag) =>
    (tag.attributes.get("class") ?? "").split(" ").filter((name) => name !== ""),
  );
  assert.ok(written.length > 300);
  assert.equal(
    [...new Set(written)].filter((name) => !styled.has(name)),
    [],
  );
});

test("motion stops for those who asked for less", () => {
  assert.match(sheets.find((sheet) => sheet.path.endsWith("base.css"))?.css ?? "", /prefers-reduced-motion: reduce/);
});

function withoutComments(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/url\([^)]*\)/g, "url()");
}
