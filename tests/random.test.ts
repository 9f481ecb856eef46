import { randomFillSync } from "node:crypto";
import * as assert from "uvu/assert";
import { portionedRandom } from "../app/random.ts";
import { suite } from "./support/suite.ts";

const test = suite("random");

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("no bytes are handed out twice, and as many as were asked for", () => {
  const random = portionedRandom(randomFillSync);
  const seen = new Set<string>();
  for (let count = 0; count < 5_000; count += 1) {
    const bytes = random(16);
    assert.is(bytes.length, 16);
    seen.add(hex(bytes));
  }
  assert.is(seen.size, 5_000);
});

test("a portion that is used up in the middle is not stretched with old or empty bytes", () => {
  const random = portionedRandom(randomFillSync);
  for (let count = 0; count < 500; count += 1) assert.not.match(hex(random(33)), /(?:00){8}/);
});

test("more than a portion is handed out whole", () => {
  const bytes = portionedRandom(randomFillSync)(10_000);
  assert.is(bytes.length, 10_000);
  assert.ok(bytes.slice(9_000).some((byte) => byte !== 0));
});

test("what was handed out belongs to whoever asked: changing it changes nobody else's", () => {
  const random = portionedRandom(randomFillSync);
  const first = random(32);
  const copy = hex(first);
  random(32).fill(0);
  assert.is(hex(first), copy);
});
