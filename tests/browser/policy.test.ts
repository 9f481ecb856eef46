import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { WALK_WITHIN_MS, walk } from "./walk.ts";

const test = suite("browser/policy");

const INLINE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an inline script", /<script(?![^>]*\ssrc=)/],
  ["an inline style", /<style|\sstyle=/],
  ["an event attribute", /<[a-z][^>]*\son[a-z]+=/],
  ["a script address", /(?:href|action|src)="javascript:/],
];

test(
  "every page comes under the strict policy, has nothing inline, and asks no other host",
  async () => {
    const found: string[] = [];
    let documents = 0;
    // What the browser itself complains about (violations, errors, foreign hosts) fails in `walk`.
    await walk({ locale: "en" }, async (page, { name }) => {
      const answer = await page.request.get(page.url());
      const policy = answer.headers()["content-security-policy"] ?? "";
      if (!/default-src 'none'/.test(policy) || /unsafe/.test(policy)) found.push(`${name}: policy "${policy}"`);
      const html = await answer.text();
      documents += 1;
      for (const [what, pattern] of INLINE)
        if (pattern.test(html)) found.push(`${name}: ${what}: ${pattern.exec(html)?.[0]}`);
    });
    assert.equal(found, []);
    assert.ok(documents > 40);
  },
  { timeoutMs: WALK_WITHIN_MS },
);
