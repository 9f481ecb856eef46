import { sql } from "kysely";
import type { KyselyPlugin, QueryId, RootOperationNode } from "kysely";
import * as assert from "uvu/assert";
import { listActs, listOwnActs } from "../../../app/accounts/audit/list-acts.ts";
import { listInvitations } from "../../../app/accounts/people/list-invitations.ts";
import { listPeople } from "../../../app/accounts/people/list-people.ts";
import type { Reader } from "../../../app/db/database.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { openTestDatabase } from "../../support/database.ts";
import { suite } from "../../support/suite.ts";

const test = suite("accounts/audit index-backed");
const db = await openTestDatabase();
test.after(() => db.destroy());

/** The plans of all queries that `read` makes. */
async function plansOf(read: (reader: Reader) => Promise<unknown>): Promise<string[]> {
  const asked: { node: RootOperationNode; id: QueryId }[] = [];
  const listening: KyselyPlugin = {
    transformQuery: ({ node, queryId: id }) => (asked.push({ node, id }), node),
    transformResult: async ({ result }) => result,
  };
  await read(db.withPlugin(listening));
  const plans: string[] = [];
  for (const { node, id } of asked) plans.push(await explain(node, id));
  return plans;
}

async function explain(node: RootOperationNode, id: QueryId): Promise<string> {
  return db.connection().execute(async (held) => {
    const query = held.getExecutor().compileQuery(node, id);
    const words = db.engine === "sqlite" ? "EXPLAIN QUERY PLAN" : "EXPLAIN";
    // An empty table is read as a whole because that is cheap: here a way that is not an index is taken only for want of one.
    if (db.engine === "postgres")
      for (const way of ["seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"])
        await sql`SET ${sql.raw(`enable_${way}`)} = off`.execute(held);
    const { rows } = await held.executeQuery<Record<string, unknown>>({ ...query, sql: `${words} ${query.sql}` });
    return rows.map((row) => String(row["detail"] ?? row["QUERY PLAN"])).join("\n");
  });
}

/** Walks whole tables, or sorts what it has read. */
const SLOW =
  db.engine === "sqlite"
    ? /SCAN (?!.* USING )|USE TEMP B-TREE/
    : /Seq Scan on (?:event|person)\b|\bSort\b|Disabled: true/;

const day = [unixMs(1_790_000_000_000n), unixMs(1_790_086_400_000n)] as const;
const before = "evt_01k9zzzzzzzzzzzzzzzzzzzzzz";

for (const [what, filter] of [
  ["by everybody", {}],
  ["by one person", { actor: "per_1" }],
  ["of one kind", { kind: "people" }],
  ["of one day", { between: day }],
  ["by one person, of one kind, on one day, further on", { actor: "per_1", kind: "ways-in", between: day, before }],
  ["of one kind, further on", { kind: "orders", before }],
] as const) {
  test(`the newest acts ${what} are found by an index and need no sorting`, async () => {
    const plans = await plansOf((reader) => listActs(reader, { ...filter, limit: 50 }));
    assert.ok(plans.length > 0);
    for (const plan of plans) assert.not.match(plan, SLOW);
    for (const plan of plans) assert.match(plan, /event_(?:act|actor)/);
  });
}

test("a person's own last acts are found by an index", async () => {
  const plans = await plansOf((reader) => listOwnActs(reader, "per_1", 10));
  assert.is(plans.length, 2);
  for (const plan of plans) assert.not.match(plan, SLOW);
});

for (const [what, filter] of [
  ["everybody", {}],
  ["everybody, further on", { before: "per_01k9zzzzzzzzzzzzzzzzzzzzzz" }],
  ["one role", { role: "buyer" }],
  ["one role and name, further on", { role: "buyer", search: "mina", before: "per_01k9zzzzzzzzzzzzzzzzzzzzzz" }],
] as const) {
  test(`the list of ${what} is walked along an index, a page and no more`, async () => {
    const [people = "", ...rest] = await plansOf((reader) => listPeople(reader, { ...filter, limit: 25 }));
    assert.match(people, /person_(?:here|role)/);
    for (const plan of [people, ...rest]) assert.not.match(plan, SLOW);
  });
}

test("open invitations are found among those that nobody has used", async () => {
  const [plan = ""] = await plansOf((reader) => listInvitations(reader, unixMs(1_790_000_000_000n)));
  assert.match(plan, /invitation_open/);
});
