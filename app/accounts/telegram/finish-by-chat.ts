import type { Tx } from "../../db/database.ts";
import type { ChatPurpose, SignInTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Actor, Visit } from "../acting.ts";
import type { CameIn } from "../mail/come-in.ts";
import { isOpen, rowOf } from "../mail/find-request.ts";
import type { Requesting } from "../mail/request.ts";
import { useUp } from "../mail/use-up.ts";
import { openSession } from "../open-session.ts";
import { prove } from "../prove.ts";
import type { Proved } from "../prove.ts";

/** The browser that waited comes in, after its person has said yes to it in their chat. */
export async function enterByChat(
  deps: Requesting,
  { browser, visit }: { browser: string; visit: Visit },
): Promise<CameIn | Refused<"request-over">> {
  return transact(deps.db, async (tx) => {
    const row = await takeApproved(tx, deps, browser, "chat-sign-in");
    if (isRefused(row)) return row;
    const person = await tx
      .selectFrom("person")
      .select(["id", "role"])
      .where("id", "=", row.person_id)
      .where("state", "=", "active")
      .executeTakeFirst();
    if (person === undefined) return refuse("request-over");
    return { ...(await openSession(tx, deps, { person, method: "telegram", visit })), wanted: row.wanted };
  });
}

/** The person who waited has shown that it is them. */
export async function proveByChat(
  deps: Requesting,
  actor: Actor,
  { browser, sessionId }: { browser: string; sessionId: string },
): Promise<(Proved & { wanted: string }) | Refused<"request-over">> {
  return transact(deps.db, async (tx) => {
    const row = await takeApproved(tx, deps, browser, "chat-prove");
    if (isRefused(row)) return row;
    if (row.person_id !== actor.personId) return refuse("request-over");
    return { ...(await prove(tx, deps, actor, { sessionId, method: "telegram" })), wanted: row.wanted };
  });
}

async function takeApproved(
  tx: Tx,
  deps: Requesting,
  browser: string,
  purpose: ChatPurpose,
): Promise<SignInTable | Refused<"request-over">> {
  const row = await rowOf(tx, browser, [purpose]);
  if (row === undefined || !isOpen(row, deps.clock()) || row.state !== "approved") return refuse("request-over");
  return (await useUp(tx, row)) ? row : refuse("request-over");
}
