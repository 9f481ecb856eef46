import fc from "fast-check";
import * as assert from "uvu/assert";
import { backoffMs } from "../../app/jobs/backoff.ts";
import { suite } from "../support/suite.ts";

const test = suite("jobs/backoff");
const HOUR_MS = 3_600_000n;

const allBits = (byte: number) => (bytes: number) => new Uint8Array(bytes).fill(byte);

test("the wait is between nothing and a ceiling that doubles up to an hour", () => {
  const attempt = fc.bigInt({ min: 1n, max: 1_000n });
  fc.assert(
    fc.property(attempt, fc.uint8Array({ minLength: 6, maxLength: 6 }), (tried, bytes) => {
      const ceiling = tried > 12n ? HOUR_MS : 1_000n * 2n ** (tried - 1n);
      const wait = backoffMs(tried, () => bytes);
      assert.ok(wait >= 0n && wait <= ceiling && wait <= HOUR_MS);
    }),
  );
});

test("those who failed together come back at different times", () => {
  const waits = Array.from({ length: 200 }, (_, index) => backoffMs(8n, allBits(index)));
  assert.ok(new Set(waits).size > 150);
});

test("the whole range is used", () => {
  const waits = Array.from({ length: 256 }, (_, index) =>
    backoffMs(8n, (bytes) => allBits(index)(bytes).map((byte, at) => byte ^ (at * 37))),
  );
  assert.ok(
    waits.some((wait) => wait < 16_000n),
    "some come back early",
  );
  assert.ok(
    waits.some((wait) => wait > 112_000n),
    "some come back late",
  );
});
