import type { Clock, UnixMs } from "../../app/domain/time.ts";
import { unixMs } from "../../app/domain/time.ts";
import type { Random } from "../../app/domain/ids.ts";

export type TestClock = Clock & { advance(ms: bigint): void; set(ms: bigint): void };

/** A clock that only moves when a test moves it. */
export function testClock(startMs = 1_790_000_000_000n): TestClock {
  let now: UnixMs = unixMs(startMs);
  return Object.assign(() => now, {
    advance: (ms: bigint) => {
      now = unixMs(now + ms);
    },
    set: (ms: bigint) => {
      now = unixMs(ms);
    },
  });
}

/** Repeatable bytes that never repeat within a run: a counter through a small mixer. */
export function testRandom(seed = 1): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) & 0xff;
  };
  return (bytes) => Uint8Array.from({ length: bytes }, next);
}
