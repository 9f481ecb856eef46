import type { Person } from "../accounts/acting.ts";
import { findSessionById } from "../accounts/find-session.ts";
import { findByApiKey } from "../accounts/programs/use-api-key.ts";
import { firstIdAt, isId } from "../domain/ids.ts";
import { readStallEvents } from "../orders/read-stall-events.ts";
import type { StallEvent } from "../orders/read-stall-events.ts";
import type { Hub, HubContext } from "./context.ts";
import { eventStream } from "./event-stream.ts";
import type { StreamEvent, StreamTimes } from "./event-stream.ts";
import { bearerOf } from "./middleware/bearer.ts";
import { SentEvents } from "./sent-events.ts";
import { asking } from "./visit.ts";

const PAGE = 200;

type Deps = Pick<Hub, "db" | "clock">;

/** What happens to a stall's orders, as server-sent events, for as long as whoever asked may see it. */
export function deskEvents(c: HubContext, deps: Deps, stallId: string, times?: StreamTimes): Response {
  const person = asking(c);
  const again = againOf(c, deps, person);
  const seen = c.req.header("last-event-id") ?? "";
  const from = isId("evt", seen) ? seen : undefined;
  const mayGoOn = async () => (await again())?.stallId === stallId;
  return eventStream(
    c,
    (send, signal) => follow(deps, { stallId, from, mayGoOn, personId: person.id }, send, signal),
    times,
  );
}

/** Looks up the person anew, since a session or key can end while its stream goes on. */
function againOf(c: HubContext, { db, clock }: Deps, { session }: Person): () => Promise<Person | undefined> {
  const key = bearerOf(c) ?? "";
  return session === undefined ? () => findByApiKey(db, key, clock()) : () => findSessionById(db, session.id, clock());
}

type Following = { stallId: string; from: string | undefined; mayGoOn: () => Promise<boolean>; personId: string };

async function follow(
  deps: Deps,
  { stallId, from, mayGoOn, personId }: Following,
  send: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let bell = Promise.withResolvers<void>();
  const ring = () => bell.resolve();
  signal.addEventListener("abort", ring, { once: true });
  // Before the first reading, so that nothing falls between the two.
  const stop = [
    deps.db.changes.listen("*", (stream) => stream.startsWith("ord_") && ring()),
    deps.db.changes.listen(personId, ring),
  ];
  try {
    const sent = from === undefined ? await begin(deps, stallId, send) : new SentEvents(from);
    for (; !signal.aborted; await bell.promise) {
      bell = Promise.withResolvers<void>();
      for await (const page of pagesAfter(deps, stallId, sent.lookAgainFrom(deps.clock()))) {
        // After the reading, which takes its time: what happened since the key ended is nothing to them.
        if (!(await mayGoOn())) return;
        for (const event of page) if (sent.take(event.id)) send({ id: event.id, data: eventJson(event) });
      }
    }
  } finally {
    for (const each of stop) each();
  }
}

/** A new reader is told of nothing that the list shows already, but where it may go on from. */
async function begin(deps: Deps, stallId: string, send: (event: StreamEvent) => void): Promise<SentEvents> {
  const now = deps.clock();
  const id = firstIdAt("evt", now).padEnd("evt_".length + 26, "0");
  const sent = new SentEvents(id);
  for await (const page of pagesAfter(deps, stallId, sent.lookAgainFrom(now))) for (const { id } of page) sent.take(id);
  send({ id, data: JSON.stringify({ id, type: "desk.opened", atMs: Number(now) }) });
  return sent;
}

/** The last page may be empty, and so is the only one when nothing has happened. */
async function* pagesAfter({ db }: Deps, stallId: string, start: string): AsyncGenerator<StallEvent[]> {
  for (let after = start; ;) {
    const page = await readStallEvents(db, stallId, { after, limit: PAGE });
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}

function eventJson({ id, orderId, type, atMs }: StallEvent): string {
  return JSON.stringify({ id, orderId, type, atMs: Number(atMs) });
}
