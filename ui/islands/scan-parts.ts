const PART = /^ur:bytes\/(?:\d+-(\d+)\/)?[a-z]+$/i;
/** Mixed parts rarely have to be so many times as many as pure ones: something else was seen in between. */
const FAR_TOO_MANY = 3;
const ASKS_EVERY_MS = 1000;

/** Collects the parts of a moving code (NUT-16) until the hub says that they make a token. */
export class TokenParts {
  readonly #done: (token: string) => void;
  readonly #seen = new Set<string>();
  #of = 0;
  #askedMs = -ASKS_EVERY_MS;
  /** So many had been seen when the hub was asked. */
  #askedWith = 0;

  constructor(done: (token: string) => void) {
    this.#done = done;
  }

  static isPart(text: string): boolean {
    return PART.test(text);
  }

  /** How far it is. The same part is seen many times. */
  add(text: string): { have: number; all: number } {
    const of = Number(PART.exec(text)?.[1] ?? 1);
    if (of !== this.#of || this.#seen.size > FAR_TOO_MANY * of) this.#beginAnew(of);
    this.#seen.add(text.toLowerCase());
    if (this.#seen.size >= of && this.#seen.size > this.#askedWith) void this.#ask().catch(() => {});
    return { have: Math.min(this.#seen.size, of), all: of };
  }

  #beginAnew(of: number): void {
    this.#of = of;
    this.#askedWith = 0;
    this.#seen.clear();
  }

  /** Whether mixed parts are enough takes computing that pages do not bring along. */
  async #ask(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.#askedMs < ASKS_EVERY_MS) return;
    this.#askedMs = nowMs;
    this.#askedWith = this.#seen.size;
    const body = new URLSearchParams({ parts: [...this.#seen].join("\n") });
    const answer = await fetch("/token-parts", { method: "POST", body });
    if (answer.status === 200) this.#done(await answer.text());
  }
}
