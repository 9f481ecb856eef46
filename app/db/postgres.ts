import { CompiledQuery, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { Dialect } from "kysely";
import type { Client, Pool } from "pg";
import { Db } from "./database.ts";
import { GuardedDriver } from "./guarded-driver.ts";

/** Object ids of Postgres types that carry integers: int8, int4, int2, and numeric (what sum(bigint) returns). */
const INTEGER_TYPES = new Set([20, 23, 21, 1700]);

/** The channel on which hub processes sharing one database tell each other which streams grew. */
export const CHANGES_CHANNEL = "satoshop_changes";

/** Connects lazily; `pg` is loaded only when a hub really uses Postgres. */
export async function openPostgres(url: string): Promise<Db> {
  const { default: pg } = await import("pg");
  const types = {
    getTypeParser: (id: number, format?: "text" | "binary") =>
      INTEGER_TYPES.has(id) ? (text: string) => BigInt(text) : pg.types.getTypeParser(id, format),
  };
  const settings = { connectionString: url, types };
  const listener = new pg.Client(settings);
  const db = new Db("postgres", dialect(new pg.Pool({ ...settings, max: 10 }), listener));
  await hearOthers(listener, db);
  return db;
}

async function hearOthers(listener: Client, db: Db): Promise<void> {
  await listener.connect();
  // A lost listener costs live updates only, never data: pages still refresh.
  listener.on("error", () => undefined);
  listener.on("notification", ({ payload }) => db.changes.announce((payload ?? "").split(" ")));
  await listener.query(`LISTEN ${CHANGES_CHANNEL}`);
}

function dialect(pool: Pool, listener: Client): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ClosingDriver(pool, listener),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class ClosingDriver extends GuardedDriver {
  readonly #listener: Client;

  constructor(pool: Pool, listener: Client) {
    super(new PostgresDriver({ pool }), async (connection) => {
      await connection.executeQuery(CompiledQuery.raw("begin isolation level serializable"));
    });
    this.#listener = listener;
  }

  override async destroy(): Promise<void> {
    await this.#listener.end();
    await super.destroy();
  }
}
