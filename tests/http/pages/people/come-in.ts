import { newPerson } from "../../../../app/accounts/new-person.ts";
import { openSession } from "../../../../app/accounts/open-session.ts";
import { transact } from "../../../../app/db/transact.ts";
import { sha256Hex } from "../../../../app/domain/hash.ts";
import type { Role } from "../../../../app/domain/permissions.ts";
import { visit } from "../../../support/visit.ts";
import type { TestHub } from "../../hub.ts";
import { Visitor } from "../visitor.ts";

/** Somebody with an account and a browser that is signed in, just now. */
export type Member = { id: string; role: Role; visitor: Visitor; sessionId: string };

/** Makes somebody known to the hub, and lets them in. */
export async function comeIn(t: TestHub, role: Role, name: string = role, stallId?: string): Promise<Member> {
  const seat = role === "seller" ? (stallId ?? t.shop.stallId) : null;
  const id = await transact(t.hub.db, (tx) => newPerson(tx, t.hub, visit, { role, stallId: seat, name }));
  return { id, role, ...(await again(t, { id, role })) };
}

/** A further browser of somebody who is known. */
export async function again(
  t: TestHub,
  person: { id: string; role: Role },
): Promise<Pick<Member, "visitor" | "sessionId">> {
  const opened = await transact(t.hub.db, (tx) => openSession(tx, t.hub, { person, method: "passkey", visit }));
  const visitor = new Visitor(t);
  visitor.setCookie("satoshop_sid", opened.token);
  const { id } = await t.hub.db
    .selectFrom("session")
    .select("id")
    .where("token_hash", "=", sha256Hex(opened.token))
    .executeTakeFirstOrThrow();
  return { visitor, sessionId: id };
}
