import { randomBytes } from "node:crypto";
import fc from "fast-check";
import * as assert from "uvu/assert";
import { isId, newId, newSecret } from "../../app/domain/ids.ts";
import type { Random } from "../../app/domain/ids.ts";
import { unixMs } from "../../app/domain/time.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/ids");
const random: Random = (bytes) => randomBytes(bytes);
/** Until the year 10889, when 48 bits of milliseconds end. */
const time = fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }).map(unixMs);

test("an id says what it names and has one length", () => {
  fc.assert(fc.property(time, (now) => assert.match(newId("ord", now, random), /^ord_[0-9a-hjkmnp-tv-z]{26}$/)));
});

test("ids made later sort later, as text and as databases sort", () => {
  fc.assert(
    fc.property(time, time, (left, right) => {
      if (left === right) return;
      const [earlier, later] = left < right ? [left, right] : [right, left];
      assert.ok(newId("ord", earlier, random) < newId("ord", later, random));
    }),
  );
});

test("the time is the first half and the randomness the second, all bits of it", () => {
  assert.is(
    newId("evt", unixMs(0n), (bytes) => new Uint8Array(bytes)),
    `evt_${"0".repeat(26)}`,
  );
  assert.is(
    newId("evt", unixMs(2n ** 48n - 1n), (bytes) => new Uint8Array(bytes)),
    `evt_7zzzzzzzzz${"0".repeat(16)}`,
  );
  assert.is(
    newId("evt", unixMs(0n), (bytes) => new Uint8Array(bytes).fill(255)),
    `evt_${"0".repeat(10)}${"z".repeat(16)}`,
  );
});

test("many ids of the same millisecond are all different", () => {
  const ids = Array.from({ length: 20_000 }, () => newId("pay", unixMs(1n), random));
  assert.is(new Set(ids).size, ids.length);
});

test("an id is known by its prefix and shape alone", () => {
  const id = newId("stl", unixMs(1n), random);
  assert.ok(isId("stl", id));
  for (const other of [
    id.toUpperCase(),
    id.slice(0, -1),
    `${id}0`,
    ` ${id}`,
    `${id}\n`,
    id.replace("stl", "prd"),
    "stl_",
    "",
  ]) {
    assert.not(isId("stl", other), other);
  }
});

test("letters that are easily misread never appear", () => {
  for (const letter of ["i", "l", "o", "u"]) assert.not(isId("ord", `ord_${letter.repeat(26)}`));
});

test("a secret carries 256 bits in text that fits into a link", () => {
  assert.is(
    newSecret((bytes) => new Uint8Array(bytes).fill(251)),
    Buffer.alloc(32, 251).toString("base64url"),
  );
  assert.match(newSecret(random), /^[\w-]{43}$/);
  assert.is.not(newSecret(random), newSecret(random));
});
