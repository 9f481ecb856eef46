import fc from "fast-check";
import * as assert from "uvu/assert";
import { renderMarkdown } from "../../app/catalog/render-markdown.ts";
import { processorMs } from "../support/processor-time.ts";
import { suite } from "../support/suite.ts";

const test = suite("catalog/render-markdown");

/** Everything that the subset may ever put out; `"` in attributes comes escaped. */
const ALLOWED = new RegExp(
  '</?(?:p|strong|em|ul|ol|li|blockquote|pre|code|h[3-6])>|<(?:br|hr)>|<ol start="\\d+">|</a>' +
    '|<a href="(?:https?://|mailto:)[^"<>]*"(?: title="[^"<>]*")? rel="nofollow ugc noopener">',
  "gi",
);

function assertTame(html: string, source: string): void {
  const left = html.replaceAll(ALLOWED, "");
  assert.not(/[<>]/.test(left), `${JSON.stringify(source)} became ${html}`);
}

test("paragraphs, line breaks, emphasis, lists, quotes, rules and code are kept", async () => {
  const source = "Hello *fresh* **bread**\nnext line\n\n- one\n- two\n\n3. three\n\n> said\n\n---\n\n`x < y`";
  assert.is(
    await renderMarkdown(source),
    "<p>Hello <em>fresh</em> <strong>bread</strong><br>\nnext line</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n" +
      '<ol start="3">\n<li>three</li>\n</ol>\n<blockquote>\n<p>said</p>\n</blockquote>\n<hr>\n<p><code>x &lt; y</code></p>\n',
  );
});

test("headings are lowered below the page's own", async () => {
  assert.is(await renderMarkdown("# a\n## b\n###### c"), "<h3>a</h3>\n<h4>b</h4>\n<h6>c</h6>\n");
});

test("links to the web and to mail get a rel, everything else stays text", async () => {
  const rel = 'rel="nofollow ugc noopener"';
  assert.is(
    await renderMarkdown("[a](https://b.example/?x=1&y=2)"),
    `<p><a href="https://b.example/?x=1&amp;y=2" ${rel}>a</a></p>\n`,
  );
  assert.is(await renderMarkdown("<me@b.example>"), `<p><a href="mailto:me@b.example" ${rel}>me@b.example</a></p>\n`);
  const refused = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "java\\script:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "/admin",
    "//evil.example",
    "http:admin",
    "https:",
    "?q",
    "#top",
    "lightning:lnbc1",
  ];
  for (const url of refused) {
    const html = await renderMarkdown(`[a](${url}) <${url}>\n\n[r]: ${url}\n\n[r]`);
    assert.not(html.includes("<a "), html);
    assertTame(html, url);
  }
});

test("HTML is shown as the text that it is", async () => {
  const attacks = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example>",
    "<p\nonclick=x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    '```html" onclick="x\n<b>\n```',
    "~~~ <x>\n~~~",
    '[x](https://a.example/" onmouseover="alert(1))',
    "[x](https://a.example 'y\" onclick=\"z')",
    "[<img src=x>](https://a.example)",
    "![x](https://a.example/track.png)",
    "![x](javascript:alert(1))",
    "| a | b |\n|---|---|\n| <b> | c |",
    '<https://a.example/"onclick=x>',
    "\u0000<script>",
    "<\u0000script>",
    "]]><script>",
    "<![CDATA[<script>]]>",
    "<?php x ?>",
  ];
  for (const attack of attacks) {
    const html = await renderMarkdown(attack);
    assert.not(html.includes("<img"));
    assertTame(html, attack);
  }
});

test("no text at all gets anything out but the allowed elements", async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "<",
      ">",
      "&",
      '"',
      "'",
      "[",
      "]",
      "(",
      ")",
      "!",
      "`",
      "*",
      "_",
      "#",
      "\n",
      " ",
      "-",
      "\\",
      ":",
      "/",
      "&#x3c;",
      "&lt;",
      "script",
      "javascript:",
      "https://a.example",
      "<a href=",
      "onerror=",
      "```",
      "1. ",
      "> ",
      "\u0000",
      "\u2028",
    ),
    fc.string({ maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
      const source = pieces.join("");
      assertTame(await renderMarkdown(source), source);
    }),
    { numRuns: 1_000 },
  );
});

test("a hostile text of the greatest length cannot keep the hub busy", async () => {
  const hostile = [
    "[",
    "*",
    "_a",
    ">",
    "[a](",
    "- ",
    "*a _b ",
    "<a ",
    "&",
    "[](",
    "- > ",
    "<a@a",
    "`a``",
    "\\",
    "![",
    "a\n===\n",
  ];
  for (const part of hostile) {
    const tookMs = await processorMs(() => renderMarkdown(part.repeat(10_000).slice(0, 10_000)));
    assert.ok(tookMs < 1_500, `${part} took ${tookMs} ms`);
  }
});
