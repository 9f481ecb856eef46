import { AsyncLocalStorage } from "node:async_hooks";
import type { DatabaseConnection, Driver, TransactionSettings } from "kysely";

/**
 * What a running transaction gathers for after its commit. `isOpen` turns false at its end, because
 * work that was started inside and not awaited keeps the scope for as long as it runs.
 */
export type TransactionScope = { grownStreams: Set<string>; isOpen: boolean };

const scope = new AsyncLocalStorage<TransactionScope>();

/** The transaction that the caller runs in; undefined outside of one. */
export function transactionScope(): TransactionScope | undefined {
  const current = scope.getStore();
  return current?.isOpen === true ? current : undefined;
}

export function inScope<Result>(inner: TransactionScope, work: () => Promise<Result>): Promise<Result> {
  return scope.run(inner, work);
}

/**
 * Wraps an engine's driver so that the outer handle used inside a transaction throws. Without it,
 * SQLite waits for ever for the one connection that the transaction itself holds, and on Postgres
 * the query silently runs outside the transaction. Nothing may wait for a turn before this is asked.
 */
export class GuardedDriver implements Driver {
  readonly #inner: Driver;
  readonly #begin: (connection: DatabaseConnection) => Promise<void>;

  constructor(inner: Driver, begin: (connection: DatabaseConnection) => Promise<void>) {
    this.#inner = inner;
    this.#begin = begin;
  }

  init(): Promise<void> {
    return this.#inner.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (transactionScope() !== undefined) {
      throw new Error("the database handle was used inside a transaction: use the transaction's own handle");
    }
    return this.#inner.acquireConnection();
  }

  beginTransaction(connection: DatabaseConnection, _settings: TransactionSettings): Promise<void> {
    return this.#begin(connection);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#inner.commitTransaction(connection);
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#inner.rollbackTransaction(connection);
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#inner.releaseConnection(connection);
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }
}
