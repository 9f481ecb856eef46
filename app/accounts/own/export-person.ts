import type { Reader } from "../../db/database.ts";
import { exportActs } from "../audit/export-acts.ts";
import type { Act } from "../audit/list-acts.ts";
import { findOrder } from "../../orders/find-order.ts";
import { listOrders } from "../../orders/list-orders.ts";

const PAGE = 200;

/** One thing that the hub holds about a person, with the name of the list it belongs to. */
export type Held = { list: HeldList; row: unknown };

/** The lists in the order in which they come; each comes whole before the next. */
export const HELD_LISTS = [
  "person",
  "addresses",
  "chats",
  "keys",
  "sheets",
  "programs",
  "sessions",
  "requests",
  "notices",
  "invitationsMade",
  "orders",
  "acts",
] as const;

export type HeldList = (typeof HELD_LISTS)[number];

/** Everything that the hub holds about a person, row by row; hashes of secrets say nothing to anybody and stay here. */
export async function* exportPerson(reader: Reader, personId: string): AsyncGenerator<Held> {
  for (const [list, rows] of [
    ["person", await personRow(reader, personId)],
    ["addresses", await addresses(reader, personId)],
    ["chats", await chats(reader, personId)],
    ["keys", await keys(reader, personId)],
    ["sheets", await sheets(reader, personId)],
    ["programs", await programs(reader, personId)],
    ["sessions", await sessions(reader, personId)],
    ["requests", await requests(reader, personId)],
    ["notices", await notices(reader, personId)],
    ["invitationsMade", await invitations(reader, personId)],
  ] as const)
    for (const row of rows) yield { list, row };
  for await (const row of orders(reader, personId)) yield { list: "orders", row };
  for await (const row of acts(reader, personId)) yield { list: "acts", row };
}

const personRow = (reader: Reader, id: string) =>
  reader.selectFrom("person").selectAll().where("id", "=", id).execute();

const addresses = (reader: Reader, id: string) =>
  reader.selectFrom("email").select(["address", "locale", "verified_at_ms"]).where("person_id", "=", id).execute();

const chats = (reader: Reader, id: string) =>
  reader
    .selectFrom("telegram_chat")
    .select(["chat_id", "name", "locale", "created_at_ms"])
    .where("person_id", "=", id)
    .execute();

const keys = (reader: Reader, id: string) =>
  reader
    .selectFrom("credential")
    .select(["id", "kind", "identifier", "public_key", "label", "host", "created_at_ms", "last_used_at_ms"])
    .where("person_id", "=", id)
    .execute();

const sheets = (reader: Reader, id: string) =>
  reader
    .selectFrom("backup_sheet")
    .select(["id", "state", "wrong_pins", "created_at_ms", "updated_at_ms"])
    .where("person_id", "=", id)
    .execute();

const programs = (reader: Reader, id: string) =>
  reader
    .selectFrom("api_key")
    .select(["id", "name", "scopes", "created_at_ms", "expires_at_ms", "last_used_at_ms", "revoked_at_ms"])
    .where("person_id", "=", id)
    .execute();

const sessions = (reader: Reader, id: string) =>
  reader
    .selectFrom("session")
    .select(["id", "scope", "method", "door", "device", "created_at_ms", "last_seen_at_ms", "expires_at_ms"])
    .where("person_id", "=", id)
    .execute();

const requests = (reader: Reader, id: string) =>
  reader
    .selectFrom("sign_in")
    .select(["purpose", "address", "door", "device", "state", "created_at_ms"])
    .where("person_id", "=", id)
    .execute();

const notices = (reader: Reader, id: string) =>
  reader
    .selectFrom("notice")
    .select(["kind", "channel", "place", "about", "state", "created_at_ms"])
    .where("person_id", "=", id)
    .execute();

const invitations = (reader: Reader, id: string) =>
  reader.selectFrom("invitation").select(["id", "role", "created_at_ms"]).where("made_by", "=", id).execute();

async function* orders(reader: Reader, personId: string): AsyncGenerator {
  for (let before: string | undefined; ;) {
    const filter = { stallId: undefined, personId, limit: PAGE, ...(before === undefined ? {} : { before }) };
    const { orders: page, nextBefore } = await listOrders(reader, filter);
    for (const { id } of page) yield await findOrder(reader, id);
    if (nextBefore === undefined) return;
    before = nextBefore;
  }
}

async function* acts(reader: Reader, personId: string): AsyncGenerator {
  for await (const page of exportActs(reader, { actor: personId })) yield* page.map(asDone);
  for (let after = 0n; ;) {
    const page = await doneToThem(reader, personId, after);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.seq ?? after;
  }
}

/** Of the names in it only the person's own is theirs. */
function asDone({ id, atMs, type, stream, door, device, body }: Act): unknown {
  return { id, at_ms: atMs, type, stream, door, device, body };
}

/** Of what others did only that they did it; from where is theirs. */
function doneToThem(reader: Reader, personId: string, after: bigint) {
  return reader
    .selectFrom("event")
    .select(["id", "seq", "at_ms", "type", "stream", "body"])
    .where("stream", "=", personId)
    .where("actor", "!=", personId)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(PAGE)
    .execute();
}
