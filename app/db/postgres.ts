import {
  CompiledQuery,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from "kysely";
import type { Dialect } from "kysely";
import type { ClientBase, Pool } from "pg";
import { Db } from "./database.ts";
import { GuardedDriver } from "./guarded-driver.ts";
import { hearChanges } from "./hear-changes.ts";

/** Object ids of Postgres types that carry integers: int8, int4, int2, and numeric (what sum(bigint) returns). */
const INTEGER_TYPES = new Set([20, 23, 21, 1700]);

const CONNECTIONS = 10;

/** Connects, and throws when the server cannot keep every text; `pg` is loaded only when a hub really uses Postgres. */
export async function openPostgres(url: string): Promise<Db> {
  const { default: pg } = await import("pg");
  const types = {
    getTypeParser: (id: number, format?: "text" | "binary") =>
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum names only some of the ids that pg asks for
      INTEGER_TYPES.has(id) ? (text: string) => BigInt(text) : pg.types.getTypeParser(id, format),
  };
  const settings = { connectionString: url, types, keepAlive: true };
  // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it before it lends the connection
  const pool = new pg.Pool({ ...settings, max: CONNECTIONS, onConnect: neverForgetCommits });
  surviveBrokenConnections(pool);
  const driver = new ClosingDriver(pool);
  const db = new Db("postgres", dialect(driver));
  try {
    await assertUnicode(db);
    driver.beforeClosing = await hearChanges(() => new pg.Client(settings), db.changes);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

/** A server set to answer before a commit is on disk may lose the last ones in a power cut. */
async function neverForgetCommits(client: ClientBase): Promise<void> {
  await client.query(
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
  );
}

/** Whoever uses a broken connection is told by the query; without a listener its error would end the process. */
function surviveBrokenConnections(pool: Pool): void {
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
}

async function assertUnicode(db: Db): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`SHOW server_encoding`.execute(db);
  const encoding = rows[0]?.server_encoding;
  if (encoding !== "UTF8") throw new Error(`the Postgres database stores ${encoding}, but the hub needs UTF8`);
}

function dialect(driver: ClosingDriver): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class ClosingDriver extends GuardedDriver {
  beforeClosing: () => Promise<void> = async () => undefined;

  constructor(pool: Pool) {
    super(new PostgresDriver({ pool }), async (connection) => {
      await connection.executeQuery(CompiledQuery.raw("begin isolation level serializable"));
    });
  }

  override async destroy(): Promise<void> {
    await this.beforeClosing();
    await super.destroy();
  }
}
