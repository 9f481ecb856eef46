import * as assert from "uvu/assert";
import { openSession } from "../../app/accounts/open-session.ts";
import { createApiKey } from "../../app/accounts/programs/create-api-key.ts";
import { transact } from "../../app/db/transact.ts";
import { sha256Hex } from "../../app/domain/hash.ts";
import type { Role } from "../../app/domain/permissions.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { addPerson } from "../support/person.ts";
import { visit } from "../support/visit.ts";
import { answered, posted, refused } from "./hub.ts";
import type { TestHub } from "./hub.ts";

type SomePerson = { id: string; role: Role };

/** A seller of the hub's stall, or of another. */
export async function addSeller(t: TestHub, stallId = t.shop.stallId): Promise<SomePerson> {
  const seller = await addPerson(t.hub, "seller");
  await t.hub.db.updateTable("person").set({ stall_id: stallId }).where("id", "=", seller.id).execute();
  return seller;
}

export type Key = { id: string; text: string };

export async function apiKey(
  t: TestHub,
  { id, role }: SomePerson,
  scopes: readonly string[] = ["desk.orders.read", "desk.orders.handle"],
  days = 365,
): Promise<Key> {
  const made = await createApiKey(t.hub, { personId: id, ...visit }, { role, name: "Till", scopes, days });
  if (isRefused(made)) throw new Error(`no key was made: ${made.reason}`);
  return made;
}

/** A new session of this person, with the cookie that belongs to it at the hub's own door. */
export async function newSession(t: TestHub, person: SomePerson): Promise<{ id: string; cookie: string }> {
  const { token } = await transact(t.hub.db, (tx) => openSession(tx, t.hub, { person, method: "link", visit }));
  const row = await t.hub.db
    .selectFrom("session")
    .select("id")
    .where("token_hash", "=", sha256Hex(token))
    .executeTakeFirstOrThrow();
  return { id: row.id, cookie: `satoshop_sid=${token}` };
}

/** What a script of a signed-in page sends to get a token. */
export function askForToken(t: TestHub, cookie: string): Promise<Response> {
  return Promise.resolve(t.app.request("/api/v1/token", posted({}, { Cookie: cookie, Origin: t.hub.origin })));
}

export async function newToken(t: TestHub, cookie: string): Promise<string> {
  return (await answered<{ token: string }>(askForToken(t, cookie), 201)).token;
}

export function withBearer(text: string, init: RequestInit = {}): RequestInit {
  return { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), Authorization: `Bearer ${text}` } };
}

export function askAs(t: TestHub, text: string, path = "/api/v1/me", init: RequestInit = {}): Promise<Response> {
  return Promise.resolve(t.app.request(path, withBearer(text, init)));
}

export type Me = { id: string; role: string; scopes: string[] };

/** Who somebody is to the hub that shows a good key or token. */
export function meBy(t: TestHub, text: string): Promise<Me> {
  return answered<Me>(askAs(t, text), 200);
}

/** A key or token that is not good is refused as RFC 6750 says, and as a problem document. */
export async function assertBadBearer(t: TestHub, text: string, why = text): Promise<void> {
  const answer = await askAs(t, text);
  assert.is(answer.status, 401, why);
  assert.is(answer.headers.get("www-authenticate"), 'Bearer error="invalid_token"', why);
  await refused(answer, "bad-bearer");
}
