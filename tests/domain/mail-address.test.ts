import * as fc from "fast-check";
import * as assert from "uvu/assert";
import { readMailAddress } from "../../app/domain/mail-address.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/mail-address");

test("two ways to write one address are one address", () => {
  for (const typed of ["Mina@Example.org", "  mina@example.org ", "mina@EXAMPLE.ORG", "MINA@example.org\n"])
    assert.is(readMailAddress(typed), "mina@example.org", typed);
  assert.is(readMailAddress("mina@한국.example"), readMailAddress("mina@xn--3e0b707e.example"));
  assert.is(readMailAddress("o'neil+shop@mail.example.org"), "o'neil+shop@mail.example.org");
});

for (const typed of [
  "",
  "mina",
  "@example.org",
  "mina@",
  "mina@example",
  "mina@.org",
  "mina@example..org",
  ".mina@example.org",
  "mina.@example.org",
  "mi..na@example.org",
  "mi na@example.org",
  "mina@exa mple.org",
  "mina@example.org, eve@example.org",
  "mina@example.org\r\nBcc: eve@example.org",
  "mina\r\n@example.org",
  "<mina@example.org>",
  "Mina <mina@example.org>",
  '"mina"@example.org',
  "mina@[127.0.0.1]",
  "mina@127.0.0.1",
  "mina@0x7f.1",
  "mina@example.org:25",
  "mina@example.org/eve",
  "mina@eve@example.org#",
  "mina@example.org%0d%0a",
  "mína@example.org",
  // A Kelvin sign is a k in small letters, and another address.
  "\u212aim@example.org",
  "mina@example.org\0",
  `${"a".repeat(65)}@example.org`,
  `mina@${"a".repeat(64)}.org`,
  `mina@${"abcdefgh.".repeat(30)}org`,
])
  test(`no mail goes to ${JSON.stringify(typed.slice(0, 50))}`, () => {
    assert.is(readMailAddress(typed), undefined);
  });

test("whatever is taken is one plain address, and taking it again changes nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string(), fc.string({ unit: "binary" })), (typed) => {
      const address = readMailAddress(typed);
      if (address === undefined) return;
      assert.match(address, /^[^\s@<>,;:()"\\[\]\u{80}-\u{10ffff}]+@[a-z0-9.-]+$/u);
      assert.is(readMailAddress(address), address);
    }),
    { numRuns: 500 },
  );
});
