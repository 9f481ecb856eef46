type Listener = (stream: string) => void;

/**
 * News of committed events inside this process, by stream (an order's id, a stall's id).
 * Carries no data: a listener reads the database again, so a lost message costs nothing but time.
 */
export class Changes {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** `"*"` hears every stream. Returns the function that stops listening. */
  listen(stream: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(stream) ?? new Set();
    this.#listeners.set(stream, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      // Whoever stops twice must not silence those who have come since.
      if (listeners.size === 0 && this.#listeners.get(stream) === listeners) this.#listeners.delete(stream);
    };
  }

  announce(streams: Iterable<string>): void {
    for (const stream of streams) {
      for (const listener of [...(this.#listeners.get(stream) ?? []), ...(this.#listeners.get("*") ?? [])]) {
        tell(listener, stream);
      }
    }
  }

  /** Wakes everybody: news may have been missed, so each listener had better read again. */
  announceAll(): void {
    this.announce([...this.#listeners.keys()].filter((stream) => stream !== "*"));
  }
}

/** A listener's mistake must not make the committed transaction that it hears of look failed. */
function tell(listener: Listener, stream: string): void {
  try {
    listener(stream);
  } catch (cause) {
    process.emitWarning(new Error(`a listener of ${stream} failed: ${String(cause)}`, { cause }));
  }
}
