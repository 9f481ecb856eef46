import fc from "fast-check";
import * as assert from "uvu/assert";
import { canonicalJson } from "../../app/domain/canonical-json.ts";
import type { Canonical } from "../../app/domain/canonical-json.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/canonical-json");

const wellFormed = fc.string({ unit: "grapheme" });
const { tree } = fc.letrec<{ tree: Canonical }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    wellFormed,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(wellFormed, tie("tree"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

test("keys are in the order of their UTF-16 code units, as the RFC's own example says", () => {
  // RFC 8785, section 3.2.3.
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\u{1f600}": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  const order = Object.values(JSON.parse(canonicalJson(value)));
  // Parsing moves the key that looks like an index to the front, so the text itself is looked at as well.
  assert.equal(
    order.filter((name) => name !== "One"),
    [
      "Carriage Return",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ],
  );
  assert.ok(canonicalJson(value).startsWith('{"\\r":"Carriage Return","1":"One","\u0080":"Control"'));
});

test("text is escaped only where it must be, as the RFC's own example says", () => {
  // RFC 8785, section 3.2.2.
  assert.is(canonicalJson("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/"), '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  assert.is(canonicalJson("\b\t\n\f\r\u0000\u001f\u007f\u2028"), '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028"');
});

test("literals, lists and nesting are written without spaces and keep the order of lists", () => {
  assert.is(
    canonicalJson({ literals: [null, true, false], b: { d: "4", c: [] }, a: {} }),
    '{"a":{},"b":{"c":[],"d":"4"},"literals":[null,true,false]}',
  );
});

test("the bytes do not depend on the order in which keys were added", () => {
  fc.assert(fc.property(tree, (value) => assert.is(canonicalJson(backwards(value)), canonicalJson(value))));
});

test("the bytes are JSON for the same value, and for no other", () => {
  fc.assert(fc.property(tree, (value) => assert.equal(JSON.parse(canonicalJson(value)), value)));
});

test("reading and writing again changes no byte", () => {
  fc.assert(
    fc.property(tree, (value) => assert.is(canonicalJson(JSON.parse(canonicalJson(value))), canonicalJson(value))),
  );
});

test("half of a surrogate pair is refused, in text and in keys", () => {
  assert.throws(() => canonicalJson("\ud83d"), /surrogate/);
  assert.throws(() => canonicalJson({ note: ["\ude00"] }), /surrogate/);
  assert.throws(() => canonicalJson({ "\udead": "" }), /surrogate/);
});

test("what the types forbid is refused at run time too", () => {
  // Read from outside, such values pass the type checker as `any`.
  const smuggled = (value: unknown) => () => canonicalJson(value as Canonical);
  assert.throws(smuggled(1), /number/);
  assert.throws(smuggled([0.1]), /number/);
  assert.throws(smuggled(1n), /bigint/);
  assert.throws(smuggled(undefined), /undefined/);
  assert.throws(smuggled({ a: undefined }), /would vanish/);
  assert.throws(smuggled([undefined]), /undefined/);
  assert.throws(smuggled(Array.from({ length: 1 })), /undefined/);
  assert.throws(smuggled({ toJSON: () => "other" }), /function/);
});

function backwards(value: Canonical): Canonical {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(backwards);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}
