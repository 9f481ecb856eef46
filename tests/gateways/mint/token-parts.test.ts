import bytewords from "@ngraveio/bc-ur/dist/bytewords.js";
import * as assert from "uvu/assert";
import { joinParts } from "../../../app/gateways/mint/token-parts.ts";
import { partsOf } from "../../support/parts-of.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/mint/token-parts");

const TOKEN = `cashuB${"o2FteCJodHRwOi8vbWludC5leGFtcGxl".repeat(40)}`;
const OTHER = TOKEN.replace("cashuB", "cashuA");
const parts = partsOf(TOKEN);
const whole = { kind: "whole", text: TOKEN };
const join = (some: readonly string[], between = "\n") => joinParts(some.join(between));

test("all parts make the token, in any order and any case, with any white space between them", () => {
  assert.ok(parts.length > 5);
  assert.equal(join(parts), whole);
  assert.equal(join(parts.toReversed(), " \r\n\t"), whole);
  assert.equal(join(parts.map((part) => part.toUpperCase())), whole);
  assert.equal(joinParts(`\n ${parts.join("\n")}\n`), whole);
});

test("parts that were seen twice count once", () => {
  assert.equal(join([...parts, ...parts]), whole);
  assert.equal(join(Array.from({ length: 50 }, () => parts).flat()), whole);
  assert.equal(join([...parts.slice(1), ...parts.slice(1)]), { kind: "missing" });
  const [only = ""] = partsOf("cashuBshort");
  assert.equal(join([only, only]), { kind: "whole", text: "cashuBshort" });
});

test("with any one part missing it is not whole", () => {
  for (const missing of parts) assert.equal(join(parts.filter((part) => part !== missing)), { kind: "missing" });
});

test("mixed parts stand in for those that are missing", () => {
  const mixed = partsOf(TOKEN, { count: 4 * parts.length, after: parts.length });
  assert.equal(join(mixed), whole);
  assert.equal(join([...parts.slice(3), ...mixed]), whole);
});

test("a text that fits one part needs no number", () => {
  assert.match(partsOf("cashuBshort")[0] ?? "", /^ur:bytes\/[a-z]+$/);
  assert.equal(join(partsOf("cashuBshort")), { kind: "whole", text: "cashuBshort" });
});

test("parts of two tokens are never taken for one, however they are mixed", () => {
  const others = partsOf(OTHER);
  assert.equal(join([...parts, ...others]), { kind: "broken" });
  assert.equal(join([...parts, others[2] ?? ""]), { kind: "broken" });
  assert.equal(join([...parts.slice(0, 4), ...others.slice(4)]), { kind: "broken" });
  assert.equal(join([...parts, ...partsOf(`${TOKEN}${TOKEN}`)]), { kind: "broken" });
});

test("a letter that was misread, a part that was cut off and what is no part are broken", () => {
  const [first = "", ...rest] = parts;
  const misread = first.replace(/.$/, (letter) => (letter === "a" ? "b" : "a"));
  for (const bad of [
    misread,
    first.slice(0, -6),
    "ur:bytes/0-9/aeae",
    "ur:crypto-psbt/1-2/aeae",
    "ur:bytes/1-9/",
    "nonsense",
  ])
    assert.equal(join([bad, ...rest]), { kind: "broken" }, bad);
});

/** CBOR in hex: lists and maps that claim to be huge, endless or deep, texts, numbers, nothing. */
const ODD = [
  ["a list of nine bytes that claims to be endless", "9bffffffffffffffff"],
  ["one within a part", `85${"9bffffffffffffffff".repeat(5)}`],
  ["a list of two thousand million", "9a7fffffff"],
  ["a huge map", "bb00000000ffffffff"],
  ["bytes that are not there", "5900ff"],
  ["bytes without an end", "5f"],
  ["four gigabytes of bytes", "5affffffff"],
  ["lists in lists", "81".repeat(9_000)],
  ["a text", "6361626364"],
  ["a number", "1a00000007"],
  ["nothing", "f6"],
] as const;

for (const [what, hex] of ODD)
  test(`${what}, instead of a token or a part of it, is nothing that the hub works on`, () => {
    const letters = bytewords.default.encode(hex, bytewords.default.STYLES.MINIMAL);
    assert.equal(joinParts(`ur:bytes/1-3/${letters}`), { kind: "broken" });
    const whole = joinParts(`ur:bytes/${letters}`);
    assert.ok(whole?.kind === "broken" || (whole?.kind === "whole" && whole.text.length < 300));
  });

test("what holds no part is something else", () => {
  assert.is(joinParts(TOKEN), undefined);
  assert.is(joinParts(""), undefined);
});

test("more parts than any token has are not even counted", () => {
  assert.equal(join(partsOf("x".repeat(5_500), { bytes: 50 })), { kind: "too-many" });
  assert.equal(joinParts(`ur:bytes/1-999999999/${"ae".repeat(20)}`), { kind: "too-many" });
});
