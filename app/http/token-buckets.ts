import { LRUCache } from "lru-cache";
import type { Clock } from "../domain/time.ts";
import type { RateLimit } from "./rate-limits.ts";

type Bucket = { tokens: number; atMs: number };

const MAX_CLIENTS = 10_000;

/** Counts requests of one kind by client. The least recent client is forgotten first, so that memory has an end. */
export class TokenBuckets {
  // By size, because a cache with `max` takes the memory of all its places at once, and there are a hundred of these.
  readonly #buckets = new LRUCache<string, Bucket>({ maxSize: MAX_CLIENTS, sizeCalculation: () => 1 });
  readonly #limit: RateLimit;
  readonly #clock: Clock;

  constructor(limit: RateLimit, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes one token; answers 0 when there was one, otherwise how many milliseconds until the next. */
  take(client: string): number {
    const nowMs = Number(this.#clock());
    const bucket = this.#buckets.get(client) ?? { tokens: this.#limit.burst, atMs: nowMs };
    const perMs = this.#limit.perMinute / 60_000;
    bucket.tokens = Math.min(this.#limit.burst, bucket.tokens + Math.max(0, nowMs - bucket.atMs) * perMs);
    bucket.atMs = nowMs;
    this.#buckets.set(client, bucket);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMs);
    bucket.tokens -= 1;
    return 0;
  }
}
