import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { root, withoutCode, writtenPages } from "./pages.ts";

const test = suite("docs/links");

/** GitHub's rule for the anchor of a heading. */
function anchorsOf(page: string): Set<string> {
  const headings = [...withoutCode(page).matchAll(/^#+ +(.+)$/gm)].map(([, text = ""]) => text);
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );
}

type Link = { from: string; target: string };

function linksOf([from, page]: [string, string]): Link[] {
  return [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ from, target }));
}

function isBroken({ from, target }: Link, pages: Map<string, string>): boolean {
  const [path = "", anchor] = target.split("#", 2);
  const file = path === "" ? from : normalize(join(dirname(from), path));
  if (!existsSync(join(root, file))) return true;
  return anchor !== undefined && !anchorsOf(pages.get(file) ?? "").has(anchor);
}

test("every link in the documents leads to a file or heading that is there", () => {
  const pages = writtenPages();
  const links = [...pages].flatMap(linksOf).filter(({ target }) => !/^https?:/.test(target));
  assert.equal(
    links.filter((link) => isBroken(link, pages)),
    [],
  );
  assert.is(links.length > 5, true, "hardly any links were found");
});

test("a file of the project that a document names in its words is there", () => {
  const named = [...writtenPages()].flatMap(([from, page]) =>
    [...page.matchAll(/`((?:app|ui|scripts|tests|docs)\/[\w./-]+\.(?:ts|mjs|md|json))`/g)].map(([, path = ""]) => ({
      from,
      path,
    })),
  );
  assert.equal(
    named.filter(({ path }) => !existsSync(join(root, path))),
    [],
  );
  assert.is(named.length > 10, true, "hardly any files were named");
});
