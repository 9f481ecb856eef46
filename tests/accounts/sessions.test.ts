import * as assert from "uvu/assert";
import { endOtherSessions, endSession } from "../../app/accounts/end-session.ts";
import { findSession, findSessionById } from "../../app/accounts/find-session.ts";
import { listSessions } from "../../app/accounts/list-sessions.ts";
import { openSession } from "../../app/accounts/open-session.ts";
import type { OpenedSession } from "../../app/accounts/open-session.ts";
import { prove } from "../../app/accounts/prove.ts";
import { limitOf } from "../../app/accounts/session-limits.ts";
import { transact } from "../../app/db/transact.ts";
import { ROLES } from "../../app/domain/permissions.ts";
import type { Role } from "../../app/domain/permissions.ts";
import { newId } from "../../app/domain/ids.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { testClock, testRandom } from "../support/world.ts";

const test = suite("accounts/sessions");
const db = await openTestDatabase();
const deps = { db, clock: testClock(), random: testRandom(11) };
test.after(() => db.destroy());

async function newPerson(role: Role): Promise<{ id: string; role: Role }> {
  const now = deps.clock();
  const id = newId("per", now, deps.random);
  await db.deleteFrom("session").execute();
  if (role === "owner") await db.deleteFrom("person").where("role", "=", "owner").execute();
  await db
    .insertInto("person")
    .values({
      id,
      role,
      stall_id: role === "seller" ? "stl_1" : null,
      name: "",
      locale: "",
      state: "active",
      hold_until_ms: 0n,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  return { id, role };
}

const open = (person: { id: string; role: Role }): Promise<OpenedSession> =>
  transact(db, (tx) => openSession(tx, deps, { person, method: "link", visit }));

const find = ({ token }: { token: string }) => findSession(db, token, deps.clock());

for (const role of ROLES) {
  const { idleMs, absoluteMs } = limitOf(role, "full");
  test(`a session of a ${role} ends when nobody uses it for long enough`, async () => {
    const session = await open(await newPerson(role));
    deps.clock.advance(idleMs - 1n);
    assert.is((await find(session))?.role, role);
    deps.clock.advance(idleMs - 1n);
    assert.ok(await find(session), "using it keeps it");
    deps.clock.advance(idleMs);
    assert.is(await find(session), undefined);
  });

  test(`a session of a ${role} ends for good after its longest time, however much it is used`, async () => {
    const session = await open(await newPerson(role));
    for (let passed = 0n; passed < absoluteMs; passed += idleMs / 2n) {
      assert.ok(await find(session), `after ${passed} ms`);
      deps.clock.advance(idleMs / 2n);
    }
    assert.is(await find(session), undefined);
  });
}

test("a session that was ended from another device is over at once, and so is what was made from it", async () => {
  const person = await newPerson("seller");
  const [phone, laptop] = [await open(person), await open(person)];
  const [here, there] = [await find(laptop), await find(phone)];
  const ended = await endSession(
    deps,
    { personId: person.id, ...visit },
    { personId: person.id, sessionId: there?.session.id ?? "" },
  );
  assert.is(ended.kind, "ended");
  assert.is(await find(phone), undefined);
  assert.is(await findSessionById(db, there?.session.id ?? "", deps.clock()), undefined);
  assert.is((await find(laptop))?.session.id, here?.session.id);
});

test("nobody can end another person's session", async () => {
  const [mine, theirs] = [await newPerson("seller"), await newPerson("buyer")];
  const session = await open(theirs);
  const { session: own } = (await find(session)) ?? assert.unreachable("it is open") ?? { session: { id: "" } };
  const answer = await endSession(deps, { personId: mine.id, ...visit }, { personId: mine.id, sessionId: own.id });
  assert.is(answer.kind, "refused");
  assert.ok(await find(session));
});

test("everywhere else can be ended at once", async () => {
  const person = await newPerson("buyer");
  const [kept, ...others] = [await open(person), await open(person), await open(person)];
  const here = await find(kept ?? { token: "" });
  const whose = { personId: person.id, except: here?.session.id };
  assert.is(await transact(db, (tx) => endOtherSessions(tx, deps, { personId: person.id, ...visit }, whose)), 2);
  assert.ok(await find(kept ?? { token: "" }));
  for (const other of others) assert.is(await find(other), undefined);
});

test("after a new proof the session goes on under a new token, and the old one is worthless", async () => {
  const person = await newPerson("owner");
  const before = await open(person);
  deps.clock.advance(6n * MINUTE_MS);
  const stale = await find(before);
  assert.is(stale?.session.isFresh, false);
  const after = await transact(db, (tx) =>
    prove(tx, deps, { personId: person.id, ...visit }, { sessionId: stale?.session.id ?? "", method: "link" }),
  );
  assert.is(await find(before), undefined);
  const now = await find(after);
  assert.equal([now?.session.id, now?.session.isFresh], [stale?.session.id, true]);
});

test("a person sees the devices where they are signed in, the last used first, and nobody else's", async () => {
  const person = await newPerson("seller");
  await open(person);
  deps.clock.advance(5n * MINUTE_MS);
  const last = await open(person);
  await open(await newPersonBeside());
  const devices = await listSessions(db, person, deps.clock());
  assert.is(devices.length, 2);
  assert.is(devices[0]?.sessionId, (await find(last))?.session.id);
  assert.equal([devices[0]?.device, devices[0]?.door], [visit.device, visit.door]);
});

async function newPersonBeside(): Promise<{ id: string; role: Role }> {
  const id = newId("per", deps.clock(), deps.random);
  const row = { id, role: "buyer" as const, stall_id: null, name: "", locale: "" as const, state: "active" as const };
  await db
    .insertInto("person")
    .values({ ...row, hold_until_ms: 0n, created_at_ms: 1n, updated_at_ms: 1n })
    .execute();
  return { id, role: "buyer" };
}

test("whoever was shut out is out at once, with every session", async () => {
  const person = await newPerson("seller");
  const session = await open(person);
  await db.updateTable("person").set({ state: "shut-out" }).where("id", "=", person.id).execute();
  assert.is(await find(session), undefined);
});

test("each coming and going is written down with the door and the device", async () => {
  const person = await newPerson("seller");
  await open(person);
  const events = await db.selectFrom("event").selectAll().where("actor", "=", person.id).execute();
  assert.equal(
    events.map(({ type, stream, door, device }) => [type, stream, door, device]),
    [["person.signed-in", person.id, "lan", "Firefox · Android"]],
  );
});
