import * as assert from "uvu/assert";
import { findSession } from "../../../app/accounts/find-session.ts";
import { openSession } from "../../../app/accounts/open-session.ts";
import { changeRole } from "../../../app/accounts/people/change-role.ts";
import { letIn, shutOut } from "../../../app/accounts/people/shut-out.ts";
import { createApiKey } from "../../../app/accounts/programs/create-api-key.ts";
import { useApiKey } from "../../../app/accounts/programs/use-api-key.ts";
import { transact } from "../../../app/db/transact.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { openTestDatabase } from "../../support/database.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { testClock, testRandom } from "../../support/world.ts";

const db = await openTestDatabase();
const deps = { db, clock: testClock(), random: testRandom(41) };
const owner = await addPerson(deps, "owner");
const actor = { personId: owner.id, ...visit };

const test = suite("accounts/people/change-role");
test.after(() => db.destroy());

async function programOf(person: { id: string; role: "seller" }, scopes: readonly string[]): Promise<string> {
  const wanted = { name: "till", scopes, days: 30, role: person.role };
  const made = await createApiKey(deps, { personId: person.id, ...visit }, wanted);
  return isRefused(made) ? (assert.unreachable(made.reason) ?? "") : made.text;
}

const open = (person: Awaited<ReturnType<typeof addPerson>>) =>
  transact(db, (tx) => openSession(tx, deps, { person, method: "link", visit }));

test("a program loses its key when its person's new role lacks a permission of it, and only then", async () => {
  const seller = { ...(await addPerson(deps, "seller")), role: "seller" as const };
  const text = await programOf(seller, ["desk.orders.read"]);
  const { id: stallId } = await db
    .insertInto("stall")
    .values({
      id: "stl_00000000000000000000000001",
      slug: "other",
      title: "Other",
      text: "",
      state: "open",
      sign_picture_id: null,
      late_tolerance_ppm: 0n,
      created_at_ms: 0n,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const moved = { personId: seller.id, from: "seller", to: { role: "seller", stallId } } as const;
  assert.is((await changeRole(deps, actor, moved)).kind, "changed");
  assert.is((await useApiKey(deps, text, visit))?.stallId, stallId, "the same role at another stall");
  const demoted = { personId: seller.id, from: "seller", to: { role: "buyer" } } as const;
  assert.is((await changeRole(deps, actor, demoted)).kind, "changed");
  assert.is(await useApiKey(deps, text, visit), undefined);
  await changeRole(deps, actor, { personId: seller.id, from: "buyer", to: { role: "seller", stallId } });
  assert.is(await useApiKey(deps, text, visit), undefined, "what is revoked stays revoked");
});

test("of two changes that were decided at the same moment one is made", async () => {
  const person = await addPerson(deps, "support");
  const answers = await Promise.all(
    (["operator", "viewer", "buyer"] as const).map((role) =>
      changeRole(deps, actor, { personId: person.id, from: "support", to: { role } }),
    ),
  );
  assert.equal(
    answers.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b)),
    ["changed", "refused", "refused"],
  );
  const events = await db.selectFrom("event").select("type").where("stream", "=", person.id).execute();
  assert.is(events.filter(({ type }) => type === "role.changed").length, 1);
});

test("shutting out ends sessions and programs in one step, is written down and told", async () => {
  const seller = { ...(await addPerson(deps, "seller")), role: "seller" as const };
  const [session, text] = [await open(seller), await programOf(seller, ["desk.orders.read"])];
  assert.is((await shutOut(deps, actor, seller.id)).kind, "shut-out");
  assert.is(await findSession(db, session.token, deps.clock()), undefined);
  assert.is(await useApiKey(deps, text, visit), undefined);
  assert.ok(isRefused(await shutOut(deps, actor, seller.id)), "once is enough");
  assert.is((await letIn(deps, actor, seller.id)).kind, "let-in");
  assert.ok(isRefused(await letIn(deps, actor, seller.id)));
  assert.is(await findSession(db, session.token, deps.clock()), undefined, "what was ended stays ended");
  assert.is(await useApiKey(deps, text, visit), undefined);
  const acts = await db.selectFrom("event").select(["type", "actor"]).where("stream", "=", seller.id).execute();
  const ofOwner = acts.filter((act) => act.actor === owner.id).map(({ type }) => type);
  assert.equal(ofOwner, ["sessions.ended", "person.shut-out", "person.let-in"]);
});

test("the owner is not among those who can be shut out or made anything else", async () => {
  assert.ok(isRefused(await shutOut(deps, actor, owner.id)));
  const change = { personId: owner.id, to: { role: "viewer" } } as const;
  for (const from of ["owner", "buyer", "operator"] as const)
    assert.ok(isRefused(await changeRole(deps, actor, { ...change, from })), from);
  const { role, state } = await db
    .selectFrom("person")
    .select(["role", "state"])
    .where("id", "=", owner.id)
    .executeTakeFirstOrThrow();
  assert.equal([role, state], ["owner", "active"]);
});
