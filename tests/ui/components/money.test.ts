import * as assert from "uvu/assert";
import { Money } from "../../../ui/components/money.ts";
import { suite } from "../../support/suite.ts";
import { renderPiece } from "../page.ts";

const test = suite("ui/components/money");

const price = { amountMsat: 12_345_000n, fiat: { currency: "KRW", minor: 18_200n } };

test("sats and fiat stand side by side, each with its unit", () => {
  const page = renderPiece(() => Money(price));
  assert.match(page, /aria-hidden="true">12,345 <span class="money-unit">sat<\/span>/);
  assert.match(page, /<span class="money-fiat" aria-hidden="true">₩18,200<\/span>/);
});

test("a screen reader hears one sentence", () => {
  const heard = (page: string): string =>
    page
      .replaceAll(/<span[^>]*aria-hidden="true">(?:[^<]|<span[^>]*>[^<]*<\/span>)*<\/span>/g, "")
      .replaceAll(/<[^>]+>/g, "")
      .trim();
  assert.is(heard(renderPiece(() => Money(price))), "12,345 satoshi, about 18,200 South Korean won");
  assert.is(heard(renderPiece(() => Money(price), { locale: "ko" })), "12,345 사토시, 약 18,200 대한민국 원");
});

test("without a fresh rate only sats are named", () => {
  assert.not.match(
    renderPiece(() => Money({ amountMsat: 1000n })),
    /money-fiat|about/,
  );
});
