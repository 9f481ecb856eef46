import { sql } from "kysely";
import type { Db, Tx } from "./database.ts";
import { inScope, transactionScope } from "./guarded-driver.ts";
import type { TransactionScope } from "./guarded-driver.ts";

/**
 * What a commit waits for. `on-disk` survives a power cut. `recoverable` survives the end of this process, but a
 * power cut may take the last of them: only for what an earlier intent, kept on disk, lets us ask for again.
 */
export type Keep = "on-disk" | "recoverable";

type Waiting = {
  keep: Keep;
  work: (tx: Tx) => Promise<unknown>;
  scope: TransactionScope;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

/** As many as wait longer than one commit takes; the rest go into the next group. */
const LARGEST_GROUP = 64;

/**
 * Commits together the SQLite transactions that wait at the same moment. SQLite runs one at a time anyway and
 * a commit waits for the disk, so sixteen orders placed at once cost one wait instead of sixteen. Each keeps
 * its own outcome behind a savepoint, and nobody is answered before all of the group is on disk.
 */
export class GroupCommit {
  readonly #db: Db;
  readonly #setKeep: (keep: Keep) => void;
  #waiting: Waiting[] = [];
  #isBusy = false;

  /** `setKeep` applies to what the connection commits from then on, and is called between transactions only. */
  constructor(db: Db, setKeep: (keep: Keep) => void) {
    this.#db = db;
    this.#setKeep = setKeep;
  }

  run<Result>(work: (tx: Tx) => Promise<Result>, keep: Keep): Promise<Result> {
    if (transactionScope() !== undefined) {
      throw new Error(
        "a transaction was begun with the outer handle, used inside a transaction: use the transaction's own handle",
      );
    }
    return new Promise<Result>((resolve, reject) => {
      const scope = { grownStreams: new Set<string>(), isOpen: true };
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `resolve` is only ever given what `work` returned
      this.#waiting.push({ keep, work, scope, resolve: resolve as (value: unknown) => void, reject });
      if (this.#isBusy) return;
      this.#isBusy = true;
      // Whoever else became ready in this turn of the event loop joins the group.
      setImmediate(() => void this.#drain());
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, LARGEST_GROUP));
    this.#isBusy = false;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    let answers: (() => void)[];
    try {
      answers = await this.#write(group);
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { scope } of group) this.#db.changes.announce(scope.grownStreams);
    for (const answer of answers) answer();
  }

  /** One member that must be on disk takes the whole group there. */
  #write(group: readonly Waiting[]): Promise<(() => void)[]> {
    const write = (tx: Tx) => performAll(tx, group);
    if (group.some(({ keep }) => keep === "on-disk")) return this.#db.transaction().execute(write);
    return this.#db.connection().execute(async (connection) => {
      this.#setKeep("recoverable");
      try {
        return await connection.transaction().execute(write);
      } finally {
        this.#setKeep("on-disk");
      }
    });
  }
}

async function performAll(tx: Tx, group: readonly Waiting[]): Promise<(() => void)[]> {
  const answers: (() => void)[] = [];
  for (const one of group) answers.push(group.length === 1 ? await perform(tx, one) : await performApart(tx, one));
  return answers;
}

async function perform(tx: Tx, { work, scope, resolve }: Waiting): Promise<() => void> {
  try {
    const value = await inScope(scope, () => work(tx));
    return () => resolve(value);
  } finally {
    scope.isOpen = false;
  }
}

/** Undoes one member's work when it throws, without touching what the others in the group have written. */
async function performApart(tx: Tx, one: Waiting): Promise<() => void> {
  await sql`savepoint member`.execute(tx);
  try {
    const answer = await perform(tx, one);
    await sql`release member`.execute(tx);
    return answer;
  } catch (error) {
    await sql`rollback to member`.execute(tx);
    await sql`release member`.execute(tx);
    one.scope.grownStreams.clear();
    return () => one.reject(error);
  }
}
