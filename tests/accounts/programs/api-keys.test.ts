import * as assert from "uvu/assert";
import { createApiKey } from "../../../app/accounts/programs/create-api-key.ts";
import type { NewApiKey } from "../../../app/accounts/programs/create-api-key.ts";
import { revokeApiKey } from "../../../app/accounts/programs/revoke-api-key.ts";
import { useApiKey } from "../../../app/accounts/programs/use-api-key.ts";
import { readAccount } from "../../../app/accounts/read-account.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import type { Role } from "../../../app/domain/permissions.ts";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { openTestDatabase } from "../../support/database.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { testClock, testRandom } from "../../support/world.ts";

const test = suite("accounts/programs/api-keys");
const db = await openTestDatabase();
const deps = { db, clock: testClock(), random: testRandom(31) };
test.after(() => db.destroy());

const good: NewApiKey = { name: "Till", scopes: ["desk.orders.read"], days: 365 };

type Somebody = { id: string; role: Role };

async function create({ id, role }: Somebody, wanted: Partial<NewApiKey> = {}) {
  return createApiKey(deps, { personId: id, ...visit }, { ...good, ...wanted, role });
}

async function made(person: Somebody, wanted: Partial<NewApiKey> = {}): Promise<{ id: string; text: string }> {
  const key = await create(person, wanted);
  if (isRefused(key)) throw new Error(key.reason);
  return key;
}

const rowOf = (id: string) => db.selectFrom("api_key").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

const actsOf = (personId: string, type: string) =>
  db.selectFrom("event").selectAll().where("actor", "=", personId).where("type", "=", type).orderBy("id").execute();

test("a key is shown once, and nothing that is kept would open anything", async () => {
  const key = await made(await addPerson(deps, "seller"));
  assert.match(key.text, /^ss_key_[0-9a-z]{26}_[\w-]{43}$/);
  const secret = key.text.slice(-43);
  for (const table of ["api_key", "event", "job", "notice"] as const) {
    const rows = await db.selectFrom(table).selectAll().execute();
    const text = JSON.stringify(rows, (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    assert.not(text.includes(secret), table);
  }
  assert.is((await rowOf(key.id)).secret_hash.length, 64);
});

test("a key asks in its person's name, within the scopes that were chosen", async () => {
  const person = await addPerson(deps, "seller");
  const found = await useApiKey(deps, (await made(person)).text, visit);
  assert.equal(found, {
    id: person.id,
    role: "seller",
    stallId: "stl_1",
    name: "Mina",
    session: undefined,
    scopes: ["me.read", "desk.orders.read"],
  });
});

test("nothing but the whole key is the key", async () => {
  const person = await addPerson(deps, "seller");
  const [key, other] = [await made(person), await made(person)];
  const [id, secret] = [key.id, key.text.slice(-43)];
  const wrong = [
    `ss_${other.id}_${secret}`,
    `ss_${id}_${secret.slice(0, -1)}`,
    `ss_${id}_${secret}A`,
    `ss_${id}_${"A".repeat(43)}`,
    `SS_${id}_${secret}`,
    `${id}_${secret}`,
    `ss_${id}`,
    `ss_${id}_`,
    `ss__${secret}`,
    `ss_${id}_${(await rowOf(id)).secret_hash}`,
    `ss_${id}'--_${secret}`,
    "",
  ];
  for (const text of wrong) assert.is(await useApiKey(deps, text, visit), undefined, text);
  assert.ok(await useApiKey(deps, key.text, visit));
});

test("a key ends when it was said to, to the millisecond", async () => {
  const key = await made(await addPerson(deps, "seller"), { days: 1 });
  deps.clock.advance(DAY_MS - 1n);
  assert.ok(await useApiKey(deps, key.text, visit));
  deps.clock.advance(1n);
  assert.is(await useApiKey(deps, key.text, visit), undefined);
});

test("a revoked key is worthless at once, and cannot be revoked again", async () => {
  const person = await addPerson(deps, "seller");
  const key = await made(person);
  const actor = { personId: person.id, ...visit };
  assert.is((await revokeApiKey(deps, actor, key.id)).kind, "revoked");
  assert.is(await useApiKey(deps, key.text, visit), undefined);
  assert.equal(await revokeApiKey(deps, actor, key.id), { kind: "refused", reason: "unknown-api-key" });
  assert.is((await actsOf(person.id, "api-key.revoked")).length, 1);
});

test("nobody can revoke another's key", async () => {
  const [mine, theirs] = [await addPerson(deps, "seller"), await addPerson(deps, "seller")];
  const key = await made(theirs);
  const answer = await revokeApiKey(deps, { personId: mine.id, ...visit }, key.id);
  assert.equal(answer, { kind: "refused", reason: "unknown-api-key" });
  assert.ok(await useApiKey(deps, key.text, visit));
});

for (const state of ["shut-out", "erased"] as const) {
  test(`the keys of somebody who was ${state} open nothing`, async () => {
    const person = await addPerson(deps, "seller");
    const key = await made(person);
    await db.updateTable("person").set({ state }).where("id", "=", person.id).execute();
    assert.is(await useApiKey(deps, key.text, visit), undefined);
  });
}

test("a key has a name, a scope that its person has, and one day to two years", async () => {
  const person = await addPerson(deps, "seller");
  const wrong: [Partial<NewApiKey>, pointer: string][] = [
    [{ name: "" }, "/name"],
    [{ name: "x".repeat(61) }, "/name"],
    [{ scopes: [] }, "/scopes"],
    [{ scopes: ["desk.orders.read", "people.manage"] }, "/scopes"],
    [{ scopes: ["me.read"] }, "/scopes"],
    [{ scopes: ["__proto__"] }, "/scopes"],
    [{ days: 0 }, "/days"],
    [{ days: 731 }, "/days"],
    [{ days: 1.5 }, "/days"],
    [{ days: Number.NaN }, "/days"],
  ];
  for (const [wanted, pointer] of wrong)
    assert.equal(await create(person, wanted), { kind: "refused", reason: "invalid-input", pointer });
  for (const role of ["viewer", "buyer"] as const)
    assert.equal(await create(await addPerson(deps, role)), {
      kind: "refused",
      reason: "invalid-input",
      pointer: "/scopes",
    });
  assert.is((await create(person, { days: 730, name: "x".repeat(60) })).kind, "made");
});

test("somebody has twenty keys at most, and those that ended do not count", async () => {
  const person = await addPerson(deps, "seller");
  const first = await made(person, { days: 1 });
  for (let count = 1; count < 19; count += 1) await made(person);
  const crowd = await Promise.all([create(person), create(person), create(person)]);
  assert.equal(crowd.map((each) => each.kind).toSorted(), ["made", "refused", "refused"], "at the same moment, too");
  assert.equal(await create(person), { kind: "refused", reason: "too-many-api-keys" });
  deps.clock.advance(DAY_MS);
  await made(person);
  await revokeApiKey(deps, { personId: person.id, ...visit }, first.id);
  assert.is((await create(person)).kind, "refused", "what had ended frees no second place");
});

test("a use is noted once a minute", async () => {
  const key = await made(await addPerson(deps, "seller"));
  const use = async () => {
    await useApiKey(deps, key.text, visit);
    return (await rowOf(key.id)).last_used_at_ms;
  };
  assert.is((await rowOf(key.id)).last_used_at_ms, 0n);
  const first = await use();
  assert.is(first, deps.clock());
  deps.clock.advance(MINUTE_MS - 1n);
  assert.is(await use(), first);
  deps.clock.advance(1n);
  assert.is(await use(), first + MINUTE_MS);
});

test("the first use from each door and device is in the person's history, and no other", async () => {
  const person = await addPerson(deps, "seller");
  const key = await made(person);
  const places = [visit, visit, { ...visit, device: "curl" }, { ...visit, door: "onion" as const }, visit];
  for (const place of places) await useApiKey(deps, key.text, place);
  await Promise.all([1, 2, 3].map(() => useApiKey(deps, key.text, { door: "public", device: "curl" })));
  const acts = await actsOf(person.id, "api-key.used");
  assert.equal(
    acts.map(({ door, device, body }) => `${door} ${device} ${body}`).toSorted(),
    ["lan Firefox · Android", "lan curl", "onion Firefox · Android", "public curl"].map(
      (place) => `${place} {"key":"${key.id}"}`,
    ),
  );
});

test("a key that is not good leaves no trace in anybody's history", async () => {
  const person = await addPerson(deps, "seller");
  const key = await made(person);
  await useApiKey(deps, `${key.text.slice(0, -1)}?`, visit);
  await useApiKey(deps, `ss_${key.id}_${"A".repeat(43)}`, visit);
  assert.equal(await actsOf(person.id, "api-key.used"), []);
  assert.is((await rowOf(key.id)).last_used_at_ms, 0n);
});

test("making a key is written down with what it may, and the person hears of it", async () => {
  const person = await addPerson(deps, "seller");
  await db
    .insertInto("email")
    .values({ address: "mina@example.org", person_id: person.id, locale: "en", verified_at_ms: 1n })
    .execute();
  const key = await made(person);
  const [act] = await actsOf(person.id, "api-key.made");
  assert.match(act?.body ?? "", `"key":"${key.id}","scopes":["me.read","desk.orders.read"]`);
  const notices = await db.selectFrom("notice").select("kind").where("person_id", "=", person.id).execute();
  assert.equal(notices, [{ kind: "key-added" }]);
});

test("a person sees the keys that are good, by name", async () => {
  const person = await addPerson(deps, "seller");
  const [kept, revoked] = [await made(person, { name: "Till" }), await made(person, { name: "Old" })];
  await made(person, { name: "Short", days: 1 });
  await revokeApiKey(deps, { personId: person.id, ...visit }, revoked.id);
  deps.clock.advance(DAY_MS);
  const { programs } = await readAccount(db, person, deps.clock());
  assert.equal(
    programs.map(({ id, name }) => [id, name]),
    [[kept.id, "Till"]],
  );
});
