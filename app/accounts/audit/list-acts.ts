import type { Reader } from "../../db/database.ts";
import type { PersonState } from "../../db/schema.ts";
import type { DoorKind } from "../../domain/door.ts";
import { firstIdAt } from "../../domain/ids.ts";
import type { Role } from "../../domain/permissions.ts";
import type { UnixMs } from "../../domain/time.ts";
import { actKinds } from "./act-kinds.ts";
import type { ActKind } from "./act-kinds.ts";

/** Somebody as the audit trail names them. */
export type Named = { id: string; name: string; role: Role; state: PersonState };

/** Something that somebody did. */
export type Act = {
  id: string;
  atMs: bigint;
  type: string;
  /** Undefined when the actor is nobody in particular: then `actor` says what kind of nobody. */
  person: Named | undefined;
  actor: string;
  /** What it was done to: a person, a stall, or whatever the id names. */
  stream: string;
  to: Named | { stall: string } | undefined;
  door: DoorKind | undefined;
  device: string;
  /** Canonical JSON, as written. */
  body: string;
};

export type ActFilter = {
  /** A person's id, or the word for nobody in particular. */
  actor?: string | undefined;
  kind?: ActKind | undefined;
  /** From the first moment on and before the second. */
  between?: readonly [UnixMs, UnixMs] | undefined;
  /** The id of the last act already shown. */
  before?: string | undefined;
  limit: number;
};

export type Acts = { acts: Act[]; nextBefore: string | undefined };

/** What people did, the newest first. Every filter and their combinations walk an index from its newest end. */
export async function listActs(reader: Reader, filter: ActFilter): Promise<Acts> {
  const { kind, limit } = filter;
  const types: readonly (string | undefined)[] = kind === undefined ? [undefined] : actKinds[kind];
  // A list of types would be sorted as a whole: so each gives its newest, and the newest of those are shown.
  const found = await Promise.all(types.map((type) => newest(reader, filter, type)));
  const rows = found.flat().toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const shown = rows.slice(0, limit).map(actOf);
  return { acts: shown, nextBefore: rows.length > limit ? shown.at(-1)?.id : undefined };
}

/** What was done by a person or to them, the newest first. */
export async function listOwnActs(reader: Reader, personId: string, limit: number): Promise<Act[]> {
  const [by, to] = await Promise.all([
    actsQuery(reader).where("event.actor", "=", personId).orderBy("event.id", "desc").limit(limit).execute(),
    actsQuery(reader)
      .where("event.stream", "=", personId)
      .where("event.actor", "is not", null)
      .orderBy("event.seq", "desc")
      .limit(limit)
      .execute(),
  ]);
  const rows = new Map([...by, ...to].map((row) => [row.id, row]));
  return [...rows.values()]
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
    .map(actOf);
}

function newest(reader: Reader, { actor, between, before, limit }: ActFilter, type: string | undefined) {
  let query = actsQuery(reader)
    .where("event.actor", "is not", null)
    .orderBy("event.id", "desc")
    .limit(limit + 1);
  if (type !== undefined) query = query.where("event.type", "=", type);
  if (actor !== undefined) query = query.where("event.actor", "=", actor);
  if (before !== undefined) query = query.where("event.id", "<", before);
  if (between !== undefined)
    // Ids begin with the time at which they were made.
    query = query
      .where("event.id", ">=", firstIdAt("evt", between[0]))
      .where("event.id", "<", firstIdAt("evt", between[1]));
  return query.execute();
}

function actsQuery(reader: Reader) {
  return reader
    .selectFrom("event")
    .leftJoin("person as doer", "doer.id", "event.actor")
    .leftJoin("person as target", "target.id", "event.stream")
    .leftJoin("stall", "stall.id", "event.stream")
    .select(["event.id", "at_ms", "type", "actor", "stream", "door", "device", "body"])
    .select(["doer.name as doer_name", "doer.role as doer_role", "doer.state as doer_state"])
    .select(["target.name as target_name", "target.role as target_role", "target.state as target_state"])
    .select("stall.title as stall_title");
}

type Row = Awaited<ReturnType<ReturnType<typeof actsQuery>["execute"]>>[number];

function actOf(row: Row): Act {
  const actor = row.actor ?? "";
  const target = named(row.stream, row.target_name, row.target_role, row.target_state);
  return {
    id: row.id,
    atMs: row.at_ms,
    type: row.type,
    person: named(actor, row.doer_name, row.doer_role, row.doer_state),
    actor,
    stream: row.stream,
    to: target ?? (row.stall_title === null ? undefined : { stall: row.stall_title }),
    door: row.door ?? undefined,
    device: row.device ?? "",
    body: row.body,
  };
}

function named(id: string, name: string | null, role: Role | null, state: PersonState | null): Named | undefined {
  return name === null || role === null || state === null ? undefined : { id, name, role, state };
}
