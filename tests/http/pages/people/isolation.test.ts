import * as assert from "uvu/assert";
import { ROLES, mayDo } from "../../../../app/domain/permissions.ts";
import type { Role } from "../../../../app/domain/permissions.ts";
import { suite } from "../../../support/suite.ts";
import { openHub } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { Visitor } from "../visitor.ts";
import { again, comeIn } from "./come-in.ts";
import type { Member } from "./come-in.ts";

const test = suite("http/pages/people isolation");

/** Somebody of every role, and everything about all of them. */
async function openTeam(): Promise<{ t: TestHub; team: Map<Role, Member> }> {
  const t = await openHub();
  const team = new Map<Role, Member>();
  for (const role of ROLES) team.set(role, await comeIn(t, role));
  return { t, team };
}

function member(team: ReadonlyMap<Role, Member>, role: Role): Member {
  const found = team.get(role);
  if (found === undefined) throw new Error(`nobody is ${role}`);
  return found;
}

async function everything({ hub: { db } }: TestHub): Promise<string> {
  const rows = await Promise.all([
    db.selectFrom("person").selectAll().orderBy("id").execute(),
    db.selectFrom("session").select(["id", "person_id", "scope"]).orderBy("id").execute(),
    db.selectFrom("invitation").selectAll().orderBy("id").execute(),
    db.selectFrom("api_key").selectAll().orderBy("id").execute(),
  ]);
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

type Attempt = [path: string, fields: Record<string, string>];

/** Everything that people.manage is for, aimed at somebody. */
function attempts({ id, sessionId, role }: Member, invitationId: string, stallId: string): Attempt[] {
  const at = `/owner/people/${id}`;
  const up = role === "operator" ? "viewer" : "operator";
  return [
    [`${at}/role`, { from: role, role: up }],
    [`${at}/role`, { from: role, role: "owner" }],
    [`${at}/role`, { from: role, role: "seller", stall: stallId }],
    [`${at}/shut-out`, {}],
    [`${at}/let-in`, {}],
    [`${at}/devices/${sessionId}/end`, {}],
    [`${at}/devices/end-all`, {}],
    ["/owner/people/invite", { role: "operator", name: "x" }],
    ["/owner/people/invite", { role: "owner", name: "x" }],
    [`/owner/people/invitations/${invitationId}/take-back`, {}],
  ];
}

test("nobody but the owner lifts themself or anybody else, or shuts anybody out", async () => {
  const { t, team } = await openTeam();
  await member(team, "owner").visitor.post("/owner/people/invite", { role: "viewer", name: "Sol" });
  const { id } = await t.hub.db.selectFrom("invitation").select("id").executeTakeFirstOrThrow();
  const before = await everything(t);
  for (const role of ROLES.filter((each) => !mayDo(each, "people.manage"))) {
    for (const target of [member(team, role), member(team, "owner"), member(team, "buyer")])
      for (const [path, fields] of attempts(target, id, t.shop.stallId)) {
        const { status } = await member(team, role).visitor.post(path, fields);
        assert.is(status, 403, `${role} at ${path}`);
      }
  }
  const stranger = new Visitor(t);
  for (const [path, fields] of attempts(member(team, "buyer"), id, t.shop.stallId))
    assert.is((await stranger.post(path, fields)).status, 401, path);
  assert.is(await everything(t), before);
  await t.close();
});

test("who may not look at people or acts sees none, whatever id is asked for", async () => {
  const { t, team } = await openTeam();
  const { id } = member(team, "seller");
  for (const role of ROLES)
    for (const path of [
      "/owner/people",
      `/owner/people/${id}`,
      "/owner/audit",
      `/owner/audit?who=${id}`,
      "/owner/audit.csv",
    ]) {
      const { status } = await member(team, role).visitor.get(path);
      assert.is(status, mayDo(role, "people.read") ? 200 : 403, `${role} at ${path}`);
    }
  await t.close();
});

test("an id that names nobody, or something else, is nobody's page", async () => {
  const { t, team } = await openTeam();
  const { id: ownId, visitor, sessionId } = member(team, "owner");
  const others = [
    t.shop.stallId,
    member(team, "buyer").id.replace("per", "ses"),
    "per_00000000000000000000000000",
    "%2e%2e%2f",
    "%00",
    "x".repeat(2_000),
  ];
  for (const id of others) {
    const at = `/owner/people/${id}`;
    assert.is((await visitor.get(at)).status, 404, at);
    const change = { from: "buyer", role: "viewer" };
    for (const [path, fields] of [
      [`${at}/role`, change],
      [`${at}/shut-out`, {}],
      [`${at}/let-in`, {}],
      [`${at}/devices/end-all`, {}],
      [`${at}/devices/${sessionId}/end`, {}],
      [`/owner/people/${ownId}/devices/${id}/end`, {}],
      [`/account/devices/${id}/end`, {}],
      [`/owner/people/invitations/${id}/take-back`, {}],
      [`/owner/stalls/${t.shop.stallId}/invitations/${id}/take-back`, {}],
      [`/owner/stalls/${id}/invitations/inv_00000000000000000000000000/take-back`, {}],
    ] as const)
      assert.is((await visitor.post(path, fields)).status, 404, path);
  }
  await t.close();
});

test("a device is ended at its own person's page alone", async () => {
  const { t, team } = await openTeam();
  const [owner, seller, buyer] = [member(team, "owner"), member(team, "seller"), member(team, "buyer")];
  const path = `/owner/people/${buyer.id}/devices/${seller.sessionId}/end`;
  assert.is((await owner.visitor.post(path, {})).status, 404);
  assert.is((await seller.visitor.get("/account")).status, 200);
  assert.is((await buyer.visitor.post(`/account/devices/${seller.sessionId}/end`, {})).status, 404);
  assert.is((await seller.visitor.get("/account")).status, 200);
  await t.close();
});

test("a person's last acts and saved data tell of nobody else", async () => {
  const { t, team } = await openTeam();
  const [owner, seller, buyer] = [member(team, "owner"), member(team, "seller"), member(team, "buyer")];
  const path = `/owner/people/${buyer.id}`;
  await owner.visitor.post(`${path}/role`, { from: "buyer", role: "support" });
  const { visitor } = await again(t, { id: buyer.id, role: "support" });
  for (const page of [await visitor.get("/account"), await visitor.get("/account/export")]) {
    assert.is(page.status, 200, page.path);
    for (const other of [owner, seller]) {
      assert.not.ok(page.html.includes(other.sessionId), page.path);
      assert.not.ok(page.html.includes(other.id), page.path);
    }
  }
  await t.close();
});
