/** A webhook that has messages to send, and whether its last try failed. */
type Waiting = { id: string; isFailing: boolean };

const AT_ONCE = 96;
/** To a receiver that has not answered yet; each answer earns it a place more, as long as something waits for it. */
const TO_ONE_AT_ONCE = 4;
/** To all together whose last try failed: each of them may well be silent until the limit again. */
const TO_FAILING_AT_ONCE = 16;

/** How many messages may be on their way at once: in all, to one receiver, and to those that fail. */
export class Places {
  readonly #taken = new Map<string, number>();
  readonly #earned = new Map<string, number>();
  readonly #failing = new Set<string>();

  free(): number {
    return AT_ONCE - [...this.#taken.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Takes a place; the function gives it back. */
  take(id: string): () => void {
    this.#taken.set(id, (this.#taken.get(id) ?? 0) + 1);
    return () => {
      const left = (this.#taken.get(id) ?? 1) - 1;
      this.#earned.set(id, (this.#earned.get(id) ?? 0) + 1);
      if (left > 0) return void this.#taken.set(id, left);
      this.#taken.delete(id);
      this.#earned.delete(id);
      this.#failing.delete(id);
    };
  }

  /** For one look at what is due: how many more each may have. Failing receivers get one, while there is room for them. */
  limits(): (webhook: Waiting) => number {
    let failing = [...this.#failing].filter((id) => this.#taken.has(id)).length;
    return ({ id, isFailing }) => {
      const taken = this.#taken.get(id) ?? 0;
      if (!isFailing) return this.#roomFor(id, taken);
      this.#earned.delete(id);
      if (taken > 0 || failing >= TO_FAILING_AT_ONCE) return 0;
      failing += 1;
      this.#failing.add(id);
      return 1;
    };
  }

  /** What it has earned, but no more than leaves two of three free places to others. */
  #roomFor(id: string, taken: number): number {
    const earned = (this.#earned.get(id) ?? 0) + TO_ONE_AT_ONCE - taken;
    const share = Math.floor((this.free() - 2 * taken) / 3);
    return Math.max(0, TO_ONE_AT_ONCE - taken, Math.min(earned, share));
  }
}
