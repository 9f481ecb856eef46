import { LRUCache } from "lru-cache";
import type { Refused } from "../../domain/refusal.ts";
import type { Hub, HubContext } from "../context.ts";
import { countThings } from "./basket-cookie.ts";
import { basketOf } from "./page-of.ts";

type Kept = { text: string; atMs: bigint };

/** Of some 50 kB each: what a market shows at once, in both languages. */
const MAX_KEPT = 100;
/** What changes without an event (a rate grows old) is seen after this long at the latest. */
const FRESH_MS = 1_000n;

/**
 * Public pages as they were last rendered, so that a crowd in front of one product costs one rendering.
 * Every committed event throws all of them away: no page shows stock or a price that is gone.
 */
export class KeptPages {
  readonly #hub: Pick<Hub, "db" | "clock">;
  readonly #pages = new LRUCache<string, Kept>({ max: MAX_KEPT });
  #generation = 0;

  constructor(hub: Pick<Hub, "db" | "clock">) {
    this.#hub = hub;
    hub.db.changes.listen("*", () => {
      this.#generation += 1;
      this.#pages.clear();
    });
  }

  /** The page for this request: kept, or made now and kept. `render` may depend on nothing but what `keyOf` says. */
  async get(c: HubContext, render: () => Promise<string | Refused>): Promise<string | Refused> {
    const key = keyOf(c);
    const now = this.#hub.clock();
    const known = this.#pages.get(key);
    if (known !== undefined && now >= known.atMs && now - known.atMs <= FRESH_MS) return known.text;
    const generation = this.#generation;
    const text = await render();
    // An event in between may have changed what was just read.
    if (typeof text === "string" && generation === this.#generation) this.#pages.set(key, { text, atMs: now });
    return text;
  }
}

/** All that a public page depends on besides the database: address, language, brightness, header. */
function keyOf(c: HubContext): string {
  const { role, session } = c.get("person") ?? {};
  return [c.req.url, c.get("locale"), c.get("theme"), role, session?.scope, countThings(basketOf(c))].join(" ");
}
