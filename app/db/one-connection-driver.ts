import { setTimeout as wait } from "node:timers/promises";
import { SqliteAdapter, SqliteDriver } from "kysely";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import { Turns } from "./turns.ts";

/** How long another process may keep the write lock before a statement gives up. */
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 20;

/**
 * Kysely's own lock for one-connection engines is waited for before the driver is asked, so a nested use
 * would hang there and never reach the guard; the waiting is done by `OneConnectionDriver` instead.
 */
export class OwnTurnsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** SQLite's one connection, lent to one asker at a time. */
export class OneConnectionDriver extends SqliteDriver {
  readonly #turns = new Turns();

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turns.take();
    return new PatientConnection(await super.acquireConnection());
  }

  override async releaseConnection(): Promise<void> {
    this.#turns.pass();
  }

  /** A full disk makes SQLite roll back by itself; saying so again must not hide what happened. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.includes("no transaction is active")) throw error;
    });
  }
}

/**
 * Waits for the write lock of another process without stopping this one, as SQLite's own busy handler
 * would. A statement refused as busy has done nothing, and none is refused after `begin immediate`.
 */
class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.#inner = inner;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    for (let pauseMs = 1, waitedMs = 0; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.#inner.executeQuery<Row>(query);
      } catch (error) {
        if (!isBusy(error) || waitedMs >= PATIENCE_MS) throw error;
      }
      await wait(pauseMs);
      waitedMs += pauseMs;
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#inner.streamQuery<Row>(query, chunkSize);
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "SQLITE_BUSY" || error.code === "SQLITE_BUSY_RECOVERY")
  );
}
