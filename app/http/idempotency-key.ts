import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { HubContext } from "./context.ts";

const VISIBLE_ASCII = /^[\u{21}-\u{7e}]{1,255}$/u;

/** The key under which a repeated request is the same request (draft-ietf-httpapi-idempotency-key-header). */
export function idempotencyKey(
  c: HubContext,
): { key: string } | Refused<"idempotency-key-missing" | "idempotency-key-invalid"> {
  const key = c.req.header("idempotency-key");
  if (key === undefined || key === "") return refuse("idempotency-key-missing");
  return VISIBLE_ASCII.test(key) ? { key } : refuse("idempotency-key-invalid");
}

/**
 * Lets requests with the same key wait for each other. A repetition that overtook its original would find
 * an order whose invoice is still being asked for, and ask for a second one.
 */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key);
    const own = before === undefined ? work() : before.then(work, work);
    this.#last.set(key, own);
    try {
      return await own;
    } finally {
      if (this.#last.get(key) === own) this.#last.delete(key);
    }
  }
}
