import pg from "pg";

// A test's PostgreSQL database is emptied for the next test, because that takes a twentieth of the time that
// making and dropping one takes.

/** Notes, in a schema of its own, what migrating has left: the rows, and what the tables look like. */
export async function keepWhatIsMigrated(url: string): Promise<void> {
  await connected(url, async (client) => {
    await client.query("CREATE SCHEMA migrated");
    for (const table of await tables(client))
      await client.query(`CREATE TABLE migrated.${table} AS TABLE public.${table}`);
    await client.query(`CREATE TABLE migrated.looks AS ${looks}`);
  });
}

/** Says no when the test has changed the tables themselves: nobody else should work with those. */
export async function emptyAsMigrated(url: string): Promise<boolean> {
  return connected(url, async (client) => {
    const { rowCount } = await client.query(`(${looks}) INTERSECT TABLE migrated.looks`);
    if (rowCount !== 1) return false;
    const refill = (await tables(client)).map(
      (table) => `DELETE FROM public.${table}; INSERT INTO public.${table} TABLE migrated.${table}`,
    );
    // Facts refuse to be deleted, and references ask for an order, unless a replica does it.
    await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${refill.join("; ")}; COMMIT`);
    return true;
  });
}

/** Each change of a table, its columns, its conditions or its triggers writes one of these rows anew. */
const looks = [
  "pg_class WHERE relnamespace = 'public'::regnamespace",
  "pg_trigger WHERE true",
  "pg_proc WHERE oid > 16383",
]
  .map((rows) => `SELECT xmin::text, oid FROM ${rows}`)
  .join(" UNION ALL ")
  .replace(/^/, "SELECT md5(string_agg(xmin || ' ' || oid, ',' ORDER BY oid, xmin)) FROM (")
  .concat(") AS parts");

async function tables(client: pg.Client): Promise<string[]> {
  const named = await client.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  );
  return named.rows.map(({ name }) => name);
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
