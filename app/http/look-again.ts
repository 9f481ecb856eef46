import { findSessionById } from "../accounts/find-session.ts";
import type { Hub, HubContext } from "./context.ts";
import { eventStream } from "./event-stream.ts";
import { signedIn } from "./visit.ts";

/**
 * Tells a page each time that something was written down about the person who sees it. The messages carry nothing:
 * the page fetches itself anew and sees what it may. The stream ends with the session that opened it.
 */
export function lookAgain(c: HubContext, { db, clock }: Pick<Hub, "db" | "clock">): Response {
  const { id: personId, session } = signedIn(c);
  return eventStream(c, async (send, signal) => {
    let bell = Promise.withResolvers<void>();
    const ring = () => bell.resolve();
    signal.addEventListener("abort", ring, { once: true });
    const stopListening = db.changes.listen(personId, ring);
    try {
      for (let count = 1; !signal.aborted; count += 1) {
        await bell.promise;
        bell = Promise.withResolvers<void>();
        if (signal.aborted) return;
        // The last word comes also to who may see nothing more: the page finds out by itself.
        send({ id: String(count), data: "{}" });
        if ((await findSessionById(db, session.id, clock())) === undefined) return;
      }
    } finally {
      stopListening();
    }
  });
}
