/**
 * Whoever started the hub, and ends it when it hangs. Nothing here throws: a word that does not arrive is logged, and
 * the hub goes on.
 */
export type Supervisor = {
  /** How often it is to be told `alive`; undefined when it does not ask. */
  aliveEveryMs: number | undefined;
  /** The doors are open. `status` is one line for people. */
  ready(status: string): Promise<void>;
  /** Nothing hangs. Said too seldom, the hub is ended and started again. */
  alive(): Promise<void>;
  /** The start may take this long from now on. */
  extend(ms: number): Promise<void>;
  /** The hub ends by itself. */
  stopping(): Promise<void>;
};
