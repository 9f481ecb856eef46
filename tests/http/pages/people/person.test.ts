import * as assert from "uvu/assert";
import { suite } from "../../../support/suite.ts";
import { openHub } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { linksIn, wordsOf } from "../visitor.ts";
import { again, comeIn } from "./come-in.ts";
import type { Member } from "./come-in.ts";

const test = suite("http/pages/person");

async function openWith(role: "seller" | "operator" | "buyer"): Promise<{ t: TestHub; owner: Member; other: Member }> {
  const t = await openHub();
  return { t, owner: await comeIn(t, "owner", "Jiwoo"), other: await comeIn(t, role, "Mina") };
}

const accountOf = async ({ visitor }: Pick<Member, "visitor">) => (await visitor.get("/account")).status;

test("the owner ends a device, and its next request is nobody's; the person's other devices stay", async () => {
  const { t, owner, other } = await openWith("seller");
  const phone = await again(t, other);
  const page = await owner.visitor.get(`/owner/people/${other.id}`);
  const ended = await owner.visitor.submit(page, new RegExp(`/devices/${phone.sessionId}/end$`));
  assert.match(wordsOf(ended), /That device is signed out/);
  assert.equal([await accountOf(phone), await accountOf(other)], [401, 200]);
  await owner.visitor.submit(ended, /\/devices\/end-all$/);
  assert.is(await accountOf(other), 401);
  await t.close();
});

test("a new role counts from the next sign-in on, and nobody stays signed in with the old one", async () => {
  const { t, owner, other } = await openWith("operator");
  assert.is((await other.visitor.get("/owner/people")).status, 200);
  const path = `/owner/people/${other.id}`;
  const changed = await owner.visitor.submit(await owner.visitor.get(path), `${path}/role`, { role: "viewer" });
  assert.match(wordsOf(changed), /The role is changed.* Role Viewer/);
  assert.is((await other.visitor.get("/owner/people")).status, 401);
  const { visitor } = await again(t, { id: other.id, role: "viewer" });
  assert.equal([(await visitor.get("/owner")).status, (await visitor.get("/owner/people")).status], [200, 403]);
  await t.close();
});

test("a seller needs a stall, and somebody else has none", async () => {
  const { t, owner, other } = await openWith("buyer");
  const path = `/owner/people/${other.id}`;
  const page = await owner.visitor.get(path);
  const without = await owner.visitor.submit(page, `${path}/role`, { role: "seller", stall: "" });
  assert.is(without.status, 422);
  assert.match(wordsOf(without), /A seller needs a stall/);
  assert.is((await owner.visitor.submit(page, `${path}/role`, { role: "seller", stall: "stl_none" })).status, 422);
  await owner.visitor.submit(page, `${path}/role`, { role: "seller", stall: t.shop.stallId });
  const columns = ["role", "stall_id"] as const;
  const read = () => t.hub.db.selectFrom("person").select(columns).where("id", "=", other.id).executeTakeFirstOrThrow();
  assert.equal(await read(), { role: "seller", stall_id: t.shop.stallId });
  const seller = await owner.visitor.get(path);
  await owner.visitor.submit(seller, `${path}/role`, { role: "support", stall: t.shop.stallId });
  assert.equal(await read(), { role: "support", stall_id: null });
  await t.close();
});

test("whoever is shut out is out at once and stays out, until they are let in again", async () => {
  const { t, owner, other } = await openWith("seller");
  const path = `/owner/people/${other.id}`;
  const shut = await owner.visitor.submit(await owner.visitor.get(path), `${path}/shut-out`);
  assert.match(wordsOf(shut), /signed out everywhere.* Shut out/);
  assert.is(await accountOf(other), 401);
  const tried = await again(t, other);
  assert.is(await accountOf(tried), 401, "a session made meanwhile is good for nothing");
  await owner.visitor.submit(shut, `${path}/let-in`);
  assert.is(await accountOf(tried), 401, "nor afterwards");
  assert.is(await accountOf(await again(t, other)), 200);
  await t.close();
});

test("the owner is not demoted and not shut out, by nobody and not by themselves", async () => {
  const { t, owner } = await openWith("buyer");
  const path = `/owner/people/${owner.id}`;
  const page = await owner.visitor.get(path);
  assert.match(wordsOf(page), /A hub cannot be handed to another owner here: .*satoshop login-link/);
  assert.not.match(page.html, /\/role"|\/shut-out"/);
  for (const from of ["owner", "buyer"]) {
    const status = (await owner.visitor.post(`${path}/role`, { from, role: "viewer" })).status;
    assert.is(status, 409, from);
  }
  assert.is((await owner.visitor.post(`${path}/shut-out`, {})).status, 409);
  assert.is((await owner.visitor.get("/owner/people")).status, 200);
  await t.close();
});

test("a change that was decided on an old page is not made", async () => {
  const { t, owner, other } = await openWith("operator");
  const path = `/owner/people/${other.id}`;
  const old = await owner.visitor.get(path);
  await owner.visitor.submit(old, `${path}/role`, { role: "viewer" });
  const late = await owner.visitor.submit(old, `${path}/role`, { role: "support" });
  assert.is(late.status, 409);
  assert.match(wordsOf(late), /changed in the meantime/);
  assert.match(wordsOf(await owner.visitor.get(path)), /Role Viewer/);
  await t.close();
});

test("fields that nobody asked for change nothing", async () => {
  const { t, owner, other } = await openWith("seller");
  const before = await t.hub.db.selectFrom("person").selectAll().where("id", "=", other.id).executeTakeFirstOrThrow();
  const more = {
    id: owner.id,
    state: "erased",
    stall_id: "stl_x",
    hold_until_ms: "1",
    created_at_ms: "1",
    person_id: owner.id,
    scope: "full",
    isAdmin: "true",
  };
  await owner.visitor.post("/account", { ...more, name: "Jiwoo", role: "seller", language: "ko" });
  await other.visitor.post("/account", { ...more, name: "Mina", role: "owner", language: "en" });
  await owner.visitor.post(`/owner/people/${other.id}/role`, {
    ...more,
    from: "seller",
    role: "seller",
    stall: t.shop.stallId,
    name: "Other",
  });
  const after = await t.hub.db.selectFrom("person").selectAll().where("id", "=", other.id).executeTakeFirstOrThrow();
  assert.equal({ ...after, updated_at_ms: 0n }, { ...before, locale: "en", updated_at_ms: 0n });
  const { role, state } = await t.hub.db
    .selectFrom("person")
    .select(["role", "state"])
    .where("id", "=", owner.id)
    .executeTakeFirstOrThrow();
  assert.equal([role, state], ["owner", "active"]);
  const invited = await owner.visitor.post("/owner/people/invite", { role: "viewer", name: "Sol", made_by: other.id });
  assert.is(invited.status, 200);
  const { made_by: maker } = await t.hub.db.selectFrom("invitation").select("made_by").executeTakeFirstOrThrow();
  assert.is(maker, owner.id);
  assert.is((await owner.visitor.post("/owner/people/invite", { role: "owner", name: "Sol" })).status, 422);
  assert.is((await owner.visitor.post("/owner/people/invite", { role: "seller", stall: t.shop.stallId })).status, 422);
  await t.close();
});

test("an operator looks at a person and cannot do anything to them", async () => {
  const { t, other } = await openWith("seller");
  const operator = await comeIn(t, "operator");
  const page = await operator.visitor.get(`/owner/people/${other.id}`);
  assert.match(wordsOf(page), /Mina.* Where they are signed in/);
  assert.not.match(page.html, /action="\/owner\/people/);
  assert.equal(linksIn(page, /^\/account\/confirm/), []);
  await t.close();
});
