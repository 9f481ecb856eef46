import * as assert from "uvu/assert";
import { LinkButton } from "../../ui/components/link-button.ts";
import { Link } from "../../ui/components/link.ts";
import { Picture } from "../../ui/components/picture.ts";
import { ProductCard } from "../../ui/components/product-card.ts";
import { ownPath, safeUrl } from "../../ui/safe-url.ts";
import { suite } from "../support/suite.ts";
import { renderPiece } from "./page.ts";

const test = suite("ui/safe-url");

const good = [
  "https://example.org/a?b#c",
  "http://shop.lan",
  "mailto:a@example.org",
  "lightning:LNBC1",
  "bitcoin:bc1q?amount=1",
  "/stalls/x",
  "?page=2",
  "#f-name",
];
const bad = [
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java\nscript:alert(1)",
  "\u{1}javascript:alert(1)",
  " javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "//evil.example",
  "/\\evil.example",
  "file:///etc/passwd",
  "blob:x",
  "",
];

test("an address of the web, mail, a wallet or this hub may be clicked", () => {
  for (const address of good) assert.is(safeUrl(address), address);
});

test("an address that could run script or leave the hub unseen is refused", () => {
  for (const address of bad) assert.is(safeUrl(address), undefined, JSON.stringify(address));
});

test("a refused address makes a link without target, in every piece that links", () => {
  const href = "javascript:alert(1)";
  const page = renderPiece(() => [
    Link({ href, label: "x" }),
    LinkButton({ href, label: "x" }),
    ProductCard({ href, title: "x" }),
  ]);
  assert.not.match(page, /javascript/);
  assert.not.match(page, /href="(?!\/assets)/);
});

test("a picture from an unsafe address is not fetched", () => {
  const page = renderPiece(() =>
    Picture({ alt: "", width: 4, height: 3, sources: [{ url: "javascript:alert(1)", width: 4 }] }),
  );
  assert.not.match(page, /javascript/);
});

test("a form returns only to this hub", () => {
  assert.is(ownPath("/products/x?y=1"), "/products/x?y=1");
  for (const address of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", ""])
    assert.is(ownPath(address), "/");
});
