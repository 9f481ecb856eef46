import * as assert from "uvu/assert";
import { Changes } from "../../app/db/changes.ts";
import { hearChanges } from "../../app/db/hear-changes.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/only-on-postgres");
const url = process.env["DATABASE_URL"];

if (url === undefined) {
  test("without a server to be reached the hub says so instead of starting", async () => {
    await rejects(openPostgres("postgres://nobody@127.0.0.1:1/none"), /ECONNREFUSED/);
  });
} else {
  const { default: pg } = await import("pg");

  const asServer = async (statement: string): Promise<void> => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(statement);
    await client.end();
  };

  test("a database that cannot keep every text is not opened, and nothing is left open", async () => {
    await asServer(
      "CREATE DATABASE not_every_text ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc",
    );
    const other = new URL(url);
    other.pathname = "/not_every_text";
    await rejects(openPostgres(other.href), /stores SQL_ASCII, but the hub needs UTF8/);
    await asServer("DROP DATABASE not_every_text");
  });

  test("a hub that stops while its server is away does not wait for it", async () => {
    const first = new pg.Client({ connectionString: url, application_name: "satoshop-stopping" });
    const away = Promise.withResolvers<void>();
    const clients = [first];
    const stop = await hearChanges(() => {
      const next = clients.shift();
      if (next !== undefined) return next;
      away.resolve();
      return new pg.Client("postgres://nobody@127.0.0.1:1/none");
    }, new Changes());
    await asServer(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'satoshop-stopping'",
    );
    await away.promise;
    await stop();
    assert.is(clients.length, 0);
  });
}
