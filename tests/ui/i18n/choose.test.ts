import * as assert from "uvu/assert";
import { chooseLocale, localeOf } from "../../../ui/i18n/choose.ts";
import { suite } from "../../support/suite.ts";

const test = suite("ui/i18n/choose");

test("what a person chose wins over what the browser asks for", () => {
  assert.is(chooseLocale("en", "ko-KR,ko;q=0.9"), "en");
});

test("a cookie nobody wrote is ignored", () => {
  assert.is(chooseLocale("xx", "ko"), "ko");
});

test("the browser's most wanted language that we speak is taken", () => {
  assert.is(chooseLocale(undefined, "fr-FR, ko;q=0.8, en;q=0.9"), "en");
  assert.is(chooseLocale(undefined, "fr, ko-KR;q=0.8, en;q=0.5"), "ko");
  assert.is(chooseLocale(undefined, "en;q=0, ko;q=0.1"), "ko");
});

test("a browser that says nothing useful gets English", () => {
  for (const header of [undefined, "", "*", ";;;", "fr", "kok"])
    assert.is(chooseLocale(undefined, header), "en", String(header));
});

test("a header of any length is read quickly", () => {
  assert.is(chooseLocale(undefined, "a;q=1,".repeat(100_000)), "en");
});

test("a region does not change the language", () => {
  assert.is(localeOf("ko_KR"), "ko");
  assert.is(localeOf("EN-gb"), "en");
  assert.is(localeOf("kok"), undefined);
});
