import * as assert from "uvu/assert";
import { openSession } from "../../app/accounts/open-session.ts";
import { transact } from "../../app/db/transact.ts";
import { newId } from "../../app/domain/ids.ts";
import {
  ROLES,
  isPermission,
  mayDo,
  permissions,
  ruleOf,
  scopesOf,
  scopesOfAll,
} from "../../app/domain/permissions.ts";
import type { Permission, Role } from "../../app/domain/permissions.ts";
import { accessOf } from "../../app/http/access.ts";
import type { Access } from "../../app/http/access.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { openHub } from "./hub.ts";
import { addSeller, apiKey, newSession, newToken } from "./programs.ts";

const test = suite("http/access");
const t = await openHub();
test.after(() => t.close());
const routes = accessOf(t.app);

test("every address says what it asks of its visitors", () => {
  assert.equal(
    routes.filter(({ permission }) => permission === undefined).map(({ method, path }) => `${method} ${path}`),
    [],
  );
  assert.ok(routes.length > 60, `only ${routes.length} addresses were found`);
});

test("every permission is asked for somewhere", () => {
  const asked = new Set<string>(routes.flatMap(({ permission }) => permission ?? []));
  assert.equal(
    Object.keys(permissions).filter((permission) => !asked.has(permission)),
    [],
  );
});

const people = new Map<Role, string>();

/** A new session of this role's person, as a cookie; the last one may have been signed out. */
async function cookieOf(role: Role, scope: "full" | "recovery" = "full"): Promise<Sent> {
  return transact(t.hub.db, async (tx) => {
    const now = t.hub.clock();
    const id = people.get(role) ?? newId("per", now, t.hub.random);
    if (!people.has(role)) {
      const stallId = role === "seller" ? t.shop.stallId : null;
      const row = { id, role, stall_id: stallId, name: role, locale: "" as const, state: "active" as const };
      await tx
        .insertInto("person")
        .values({ ...row, hold_until_ms: 0n, created_at_ms: now, updated_at_ms: now })
        .execute();
      people.set(role, id);
    }
    const { token } = await openSession(tx, t.hub, { person: { id, role }, method: "link", visit, scope });
    return { Cookie: `satoshop_sid=${token}` };
  });
}

/** The headers by which somebody is known. */
type Sent = { Cookie: string } | { Authorization: string } | Record<string, never>;

/** The answer's status and problem, with nothing sent that any address could take. */
async function ask({ method, path }: Access, sent: Sent): Promise<{ status: number; reason: string }> {
  const address = path.replaceAll(/:(\w+)(\{[^}]*\})?/g, "1");
  const headers = { Origin: t.hub.origin, ...sent };
  const body = method === "POST" ? { body: new URLSearchParams({ nothing: "" }) } : {};
  const response = await t.app.request(address, { method, headers, ...body });
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem") === true;
  const text = isProblem ? await response.text() : "{}";
  // A stream of events would go on for half an hour.
  if (!isProblem) await response.body?.cancel();
  const { reason = "" }: { reason?: string } = JSON.parse(text);
  return { status: response.status, reason };
}

const REFUSED = new Set(["not-signed-in", "not-allowed", "out-of-scope", "recovery-only", "confirm-first"]);

for (const role of [undefined, ...ROLES]) {
  test(`the matrix of permissions holds at every address for ${role ?? "nobody in particular"}`, async () => {
    for (const route of routes) {
      const permission = route.permission ?? "market.visit";
      const { status, reason } = await ask(route, role === undefined ? {} : await cookieOf(role));
      const at = `${route.method} ${route.path}`;
      if (mayDo(role, permission)) assert.not(REFUSED.has(reason), `${at} refused: ${reason}`);
      else {
        assert.is(reason, role === undefined ? "not-signed-in" : "not-allowed", at);
        assert.is(status, role === undefined ? 401 : 403, at);
      }
    }
  });
}

/** What a program of somebody in this role gets at an address. */
async function assertHolds(route: Access, role: Role, { sent, scopes }: { sent: Sent; scopes: readonly string[] }) {
  const { permission = "market.visit" } = route;
  const { status, reason } = await ask(route, sent);
  const at = `${route.method} ${route.path}`;
  if (ruleOf(permission).who === "everybody") return assert.not(REFUSED.has(reason), `${at} refused: ${reason}`);
  // Pages and what else is for browsers look at no key.
  if (!route.path.startsWith("/api/")) return assert.equal([status, reason], [401, "not-signed-in"], at);
  if (!mayDo(role, permission)) return assert.equal([status, reason], [403, "not-allowed"], at);
  if (scopes.includes(permission)) return assert.not(REFUSED.has(reason), `${at} refused: ${reason}`);
  return assert.equal([status, reason], [403, "out-of-scope"], at);
}

const wholeScopes = scopesOf("seller");
for (const scopes of [...wholeScopes.map((scope) => [scope]), wholeScopes]) {
  test(`a seller's key for ${scopes.join(" and ")} opens that, and nothing else`, async () => {
    const { text } = await apiKey(t, await addSeller(t), scopes);
    const known = { sent: { Authorization: `Bearer ${text}` }, scopes: [...scopes, ...scopesOfAll()] };
    for (const route of routes) await assertHolds(route, "seller", known);
  });
}

for (const role of ROLES) {
  test(`a token from a session of a ${role} opens what programs may, and nothing else`, async () => {
    await cookieOf(role);
    const session = await newSession(t, { id: people.get(role) ?? "", role });
    const text = await newToken(t, session.cookie);
    const known = { sent: { Authorization: `Bearer ${text}` }, scopes: [...scopesOf(role), ...scopesOfAll()] };
    for (const route of routes) await assertHolds(route, role, known);
  });
}

test("no program can do what asks a person for a fresh proof, or get an account back", () => {
  const forPrograms = Object.keys(permissions).filter(
    (name) => isPermission(name) && ruleOf(name).programs !== undefined,
  );
  assert.ok(forPrograms.length > 2);
  for (const name of forPrograms.filter(isPermission)) {
    assert.is(ruleOf(name).isFresh, undefined, name);
    assert.is(ruleOf(name).inRecovery, undefined, name);
  }
});

test("a key of before opens nothing more when its row names more than keys may have", async () => {
  await cookieOf("owner");
  const owner = people.get("owner") ?? "";
  const { id, text } = await apiKey(t, await addSeller(t));
  const scopes = Object.keys(permissions).join(" ");
  await t.hub.db.updateTable("api_key").set({ person_id: owner, scopes }).where("id", "=", id).execute();
  for (const route of routes.filter(({ permission }) => permission !== undefined && ruleOf(permission).isFresh)) {
    const { status } = await ask(route, { Authorization: `Bearer ${text}` });
    assert.ok(status === 401 || status === 403, `${route.method} ${route.path}: ${status}`);
  }
});

test("who came in by a backup sheet can do nothing but look and get the account back", async () => {
  for (const route of routes) {
    const { permission = "market.visit" } = route;
    if (!mayDo("owner", permission)) continue;
    const { reason } = await ask(route, await cookieOf("owner", "recovery"));
    const at = `${route.method} ${route.path}`;
    if (ruleOf(permission).inRecovery === true) assert.not(REFUSED.has(reason), at);
    else assert.is(reason, "recovery-only", at);
  }
});

test("what changes who can come in asks for a proof from the last five minutes", async () => {
  const fresh = routes.filter(({ permission }) => permission !== undefined && ruleOf(permission).isFresh === true);
  for (const route of fresh) {
    const role = ROLES.find((each) => mayDo(each, route.permission ?? "market.visit"));
    const cookie = await cookieOf(role ?? "owner");
    t.shop.clock.advance(5n * 60_000n - 1n);
    assert.not((await ask(route, cookie)).reason === "confirm-first", `${route.method} ${route.path}`);
    t.shop.clock.advance(1n);
    assert.is((await ask(route, cookie)).reason, "confirm-first", `${route.method} ${route.path}`);
  }
});

test("the owner's desk does not exist behind the other doors", async () => {
  const shop = await openHub({ door: { kind: "lan", hasAdmin: false, trustedProxy: undefined } });
  const paths = accessOf(shop.app).map(({ path }) => path);
  assert.equal(
    paths.filter((path) => path.startsWith("/owner")),
    [],
  );
  assert.is((await shop.app.request("/owner")).status, 404);
  await shop.close();
});

test("an account of a role is not one of another, whatever is sent along", () => {
  const levels: Permission[] = ["hub.read", "desk.any.read", "orders.handle", "desk.any.edit", "people.manage"];
  const counts = (role: Role) => levels.filter((permission) => mayDo(role, permission)).length;
  assert.equal(ROLES.map(counts), [5, 4, 3, 2, 0, 0]);
});
