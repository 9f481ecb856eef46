import * as assert from "uvu/assert";
import type { Letter } from "../../../app/accounts/mail/letter.ts";
import { MONEY_NOTICES, NOTICES } from "../../../app/accounts/notify.ts";
import { letterWriter } from "../../../ui/mails/write-letter.ts";
import { suite } from "../../support/suite.ts";

const test = suite("ui/mails");

const link = `https://shop.example/sign-in/link#${"Ab-_".repeat(10)}xyz`;
const asked = { code: "7F3K9Q2M", device: "Firefox · Android", atMs: 1_790_000_000_000n, lifetimeMs: 600_000n };
const letters: Letter[] = [
  { kind: "sign-in", link, ...asked },
  { kind: "keep-order", link, ...asked },
  { kind: "add-address", ...asked },
  { kind: "prove", ...asked },
  ...NOTICES.map((notice) => ({ kind: "notice" as const, notice, about: "", atMs: asked.atMs })),
];

for (const locale of ["en", "ko"] as const) {
  for (const letter of letters) {
    const name = letter.kind === "notice" ? letter.notice : letter.kind;
    test(`the ${locale} letter "${name}" says the same as text and as bare HTML`, () => {
      const { subject, text, html } = letterWriter("Corner", "Asia/Seoul")(locale, letter);
      assert.match(html, new RegExp(`^<!doctype html><html lang="${locale}"><head><meta charset="utf-8"/>`));
      assert.not.match(html, /<(?:img|script|style|link|iframe|form|object)\b| style=| src=| on\w+=|url\(/i);
      assert.not.match(subject + text + html, /undefined|\{\w+\}/);
      assert.ok(subject.includes("Corner") && subject.length < 60, subject);
      assert.not.match(subject, /7F3K/, "a locked phone shows subjects");
      if (letter.kind === "notice") return;
      assert.ok(text.includes("\n    7F3K-9Q2M\n"));
      assert.ok(html.includes("<code>7F3K-9Q2M</code>"));
      assert.match(text, /Firefox · Android/);
      assert.match(text, /11:13/, "in the shop's own time");
      if ("link" in letter) {
        assert.ok(text.includes(`\n${link}\n`), "the link stands alone on its line");
        assert.ok(html.includes(`href="${link}"`));
      } else assert.not.match(text + html, /https?:/);
    });
  }
}

test("names that somebody has made up cannot say anything in HTML", () => {
  const hostile = `<img src=x onerror=alert(1)>"'&`;
  const { html } = letterWriter(hostile, "UTC")("en", { kind: "sign-in", link, ...asked, device: hostile });
  assert.not.match(html, /<img/);
  assert.match(html, /&lt;img/);
});

test("a link that is none of the web becomes none", () => {
  const { html } = letterWriter("Corner", "UTC")("en", { kind: "sign-in", ...asked, link: "javascript:alert(1)" });
  assert.not.match(html, /href="javascript/);
});

test("a browser that says nothing of itself is not made up", () => {
  const { text } = letterWriter("Corner", "UTC")("en", { kind: "prove", ...asked, device: "" });
  assert.match(text, /Asked for on Sep/);
  assert.not.match(text, / with \./);
});

test("a notice about an order names it by its number, and says nothing of the reader's account", () => {
  for (const [locale, named] of [
    ["en", /It is about order 7F3K-9Q2M\./],
    ["ko", /주문 7F3K-9Q2M에 관한 일이에요\./],
  ] as const)
    for (const notice of MONEY_NOTICES) {
      const letter = { kind: "notice", notice, about: "ord_01k97f3k9q2m", atMs: asked.atMs } as const;
      const { text, html } = letterWriter("Corner", "Asia/Seoul")(locale, letter);
      assert.match(text, named);
      assert.match(html, named);
      assert.not.match(text, /Not you\?|내가 한 일이 아니라면|ord_/);
    }
});
