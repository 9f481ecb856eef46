import { sql } from "kysely";
import { searchPatterns } from "../../catalog/search-terms.ts";
import type { Reader } from "../../db/database.ts";
import type { PersonState } from "../../db/schema.ts";
import { isId } from "../../domain/ids.ts";
import type { Role } from "../../domain/permissions.ts";
import { waysIn } from "./ways-in.ts";
import type { Way } from "./ways-in.ts";

/** A person as a list shows them. */
export type PersonSummary = {
  id: string;
  role: Role;
  /** Where a seller sells. */
  stall: { id: string; title: string } | undefined;
  name: string;
  state: PersonState;
  createdAtMs: bigint;
  /** Undefined for somebody who has not been here since sessions are counted. */
  lastSeenAtMs: bigint | undefined;
  ways: readonly Way[];
};

export type PeopleFilter = {
  role?: Role | undefined;
  /** Words that must all be in the name. */
  search?: string | undefined;
  /** The id of the last person already shown; ids sort by time. */
  before?: string | undefined;
  limit: number;
};

export type People = { people: PersonSummary[]; nextBefore: string | undefined };

/** Everybody who has not been erased, those who came last first. */
export async function listPeople(reader: Reader, { role, search = "", before, limit }: PeopleFilter): Promise<People> {
  let query = peopleQuery(reader)
    .where(sql<boolean>`person.state <> 'erased'`)
    .orderBy("person.id", "desc")
    .limit(limit + 1);
  if (role !== undefined) query = query.where("person.role", "=", role);
  if (before !== undefined) query = query.where("person.id", "<", before);
  for (const pattern of searchPatterns(search))
    query = query.where(sql<boolean>`lower(person.name) like ${pattern} escape '\\'`);
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  return {
    people: await withWays(reader, shown),
    nextBefore: rows.length > limit ? shown.at(-1)?.id : undefined,
  };
}

/** One person, erased or not. */
export async function findPerson(reader: Reader, id: string): Promise<PersonSummary | undefined> {
  // An address may hold what no database takes for text.
  if (!isId("per", id)) return undefined;
  const rows = await peopleQuery(reader).where("person.id", "=", id).execute();
  const [person] = await withWays(reader, rows);
  return person;
}

/** The last session may have ended: then the last thing the person did says when they were here. */
function peopleQuery(reader: Reader) {
  return reader
    .selectFrom("person")
    .leftJoin("stall", "stall.id", "person.stall_id")
    .select(["person.id", "person.role", "person.stall_id", "person.name", "person.state", "person.created_at_ms"])
    .select("stall.title")
    .select((eb) => [
      eb
        .selectFrom("session")
        .select(({ fn }) => fn.max("last_seen_at_ms").as("at_ms"))
        .whereRef("session.person_id", "=", "person.id")
        .as("seen_at_ms"),
      eb
        .selectFrom("event")
        .select("at_ms")
        .whereRef("event.actor", "=", "person.id")
        .orderBy("event.id", "desc")
        .limit(1)
        .as("acted_at_ms"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof peopleQuery>["execute"]>>[number];

async function withWays(reader: Reader, rows: readonly Row[]): Promise<PersonSummary[]> {
  const ways = await waysIn(
    reader,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    stall: row.stall_id === null ? undefined : { id: row.stall_id, title: row.title ?? "" },
    name: row.name,
    state: row.state,
    createdAtMs: row.created_at_ms,
    lastSeenAtMs: later(row.seen_at_ms, row.acted_at_ms),
    ways: ways.get(row.id) ?? [],
  }));
}

function later(one: bigint | null, other: bigint | null): bigint | undefined {
  if (one === null || other === null) return one ?? other ?? undefined;
  return one > other ? one : other;
}
