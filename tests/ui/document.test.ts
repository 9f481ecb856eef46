import * as assert from "uvu/assert";
import { html } from "../../ui/html.ts";
import { specimenPage } from "../../ui/pages/specimen.ts";
import { usePage } from "../../ui/page.ts";
import { Money } from "../../ui/components/money.ts";
import { suite } from "../support/suite.ts";
import { idsOf, tagsOf } from "./markup.ts";
import { anybody, renderWhole, testPage } from "./page.ts";

const test = suite("ui/document");

const everybody = { ...anybody, isSeller: true, isSignedIn: true, adminAddress: "" };
const nothing = () => html`<h1>Test</h1>`;

test("a page says its language and the theme that was chosen", () => {
  assert.match(
    renderWhole(nothing, {}, { locale: "ko", theme: "dark" }),
    /^<!doctype html><html lang="ko" data-theme="dark">/,
  );
  assert.match(renderWhole(nothing), /^<!doctype html><html lang="en">/);
});

test("play money says so on every page, checkout too; real money says nothing", () => {
  for (const mode of ["sandbox", "regtest", "signet"] as const) {
    assert.match(renderWhole(nothing, { variant: "bare" }, { mode }), /not real/);
    assert.match(renderWhole(nothing, {}, { mode, locale: "ko" }), /진짜 돈이 아니/);
  }
  assert.not.match(renderWhole(nothing, {}, { mode: "mainnet" }), /not real/);
});

test("a checkout has nothing to wander off to", () => {
  const page = renderWhole(nothing, { variant: "bare" });
  assert.not.match(page, /<nav|<footer|<header/);
  assert.match(page, /href="#main"/);
});

test("the desks are linked for those who work there, the way in for everybody else", () => {
  const header = (page: string): string => /<header[\s\S]*<\/header>/.exec(page)?.[0] ?? "";
  assert.not.match(header(renderWhole(nothing)), /"\/desk"|"\/owner"/);
  assert.match(header(renderWhole(nothing, {}, { viewer: everybody })), /"\/owner"[\s\S]*"\/desk"/);
  assert.match(renderWhole(nothing), /<footer[\s\S]*"\/desk"[\s\S]*"\/sign-in"[\s\S]*"\/docs"/);
});

test("switching language or brightness is a form that comes back to this page", () => {
  const page = renderWhole(nothing, {}, { path: "/products/x?y=1" });
  assert.match(
    page,
    /<form method="post" action="\/settings\/language"[^>]*><input type="hidden" name="return" value="\/products\/x\?y=1"\/>/,
  );
  assert.match(
    page,
    /<form method="post" action="\/settings\/theme"[^>]*><input type="hidden" name="return" value="\/products\/x\?y=1"\/>/,
  );
});

test("a public page describes itself for shared links with whole addresses", () => {
  const page = renderWhole(nothing, { description: "Mugs", image: { path: "/pictures/a", alt: "A mug" } });
  assert.match(page, /property="og:image" content="http:\/\/shop\.lan\/pictures\/a"/);
  assert.match(page, /name="description" content="Mugs"/);
  assert.not.match(page, /noindex/);
});

test("a personal page stays out of search engines and keeps its address to itself", () => {
  const page = renderWhole(nothing, { isPrivate: true, description: "secret" });
  assert.match(page, /noindex/);
  assert.match(page, /name="referrer" content="same-origin"/);
  assert.not.match(page, /og:|secret/);
});

test("without scripts a page can look again by itself", () => {
  assert.match(
    renderWhole(nothing, { refreshSeconds: 5 }),
    /<noscript><meta http-equiv="refresh" content="5"\/><\/noscript>/,
  );
});

test("what people typed is text, never markup", () => {
  const evil = `"><script>alert(1)</script>`;
  const page = renderWhole(
    () => html`<p title=${evil}>${evil}</p>`,
    { title: evil, description: evil },
    { hubName: evil, path: `/${evil}` },
  );
  assert.not.match(page, /<script>alert/);
  assert.not.match(page, /""><|title="">/);
});

for (const locale of ["en", "ko"] as const) {
  const page = specimenPage(
    testPage({
      locale,
      mode: "sandbox",
      basketCount: 2,
      viewer: everybody,
    }),
    (name) => `/${name}`,
  );
  const tags = tagsOf(page);

  test(`nothing on a page is inline: no style, no script, no handler (${locale})`, () => {
    assert.ok(tags.length > 400);
    for (const tag of tags) for (const name of tag.attributes.keys()) assert.not.match(name, /^(?:style|on\w+)$/);
    assert.not.match(page, /<style|<script(?![^>]* src=)/);
    assert.not.match(page, /undefined|\[object|NaN/);
  });

  test(`no address leads to another site unasked (${locale})`, () => {
    for (const tag of tags)
      for (const name of ["src", "href", "srcset", "action"])
        assert.not.match(tag.attributes.get(name) ?? "", /^(?:https?:)?\/\//);
  });

  test(`no id is there twice, and every tie leads to one (${locale})`, () => {
    const ids = idsOf(tags);
    assert.equal(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
    for (const tag of tags) {
      for (const tie of ["for", "aria-describedby", "aria-labelledby", "aria-controls", "data-copy", "data-dialog"]) {
        for (const id of (tag.attributes.get(tie) ?? "").split(" ").filter((part) => part !== ""))
          assert.ok(ids.includes(id), `${tie}="${id}"`);
      }
    }
  });

  test(`every picture has its words and its size, every control its name (${locale})`, () => {
    const labelled = new Set(tags.filter((tag) => tag.name === "label").map((tag) => tag.attributes.get("for")));
    for (const tag of tags.filter((one) => one.name === "img"))
      for (const name of ["alt", "width", "height"]) assert.ok(tag.attributes.has(name), name);
    const isNamed = ({ attributes }: (typeof tags)[number]): boolean =>
      attributes.has("aria-label") ||
      labelled.has(attributes.get("id")) ||
      /hidden|radio|checkbox/.test(attributes.get("type") ?? "");
    for (const tag of tags.filter((one) => /^(?:input|select|textarea)$/.test(one.name)))
      assert.ok(isNamed(tag), JSON.stringify([...tag.attributes]));
  });
}

test("a piece outside a page says so instead of guessing a language", () => {
  assert.throws(() => Money({ amountMsat: 1n }));
  assert.throws(() => usePage());
});
