import * as assert from "uvu/assert";
import { acceptInvitation } from "../../app/accounts/accept-invitation.ts";
import { findSession } from "../../app/accounts/find-session.ts";
import { invite } from "../../app/accounts/invite.ts";
import { signOut } from "../../app/accounts/sign-out.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { DAY_MS, MINUTE_MS } from "../../app/domain/time.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { testClock, testRandom } from "../support/world.ts";

const test = suite("accounts/invitations");
const db = await openTestDatabase();
const deps = { db, clock: testClock(), random: testRandom(7) };
test.after(() => db.destroy());

async function signedIn(token: string, name = "Somebody") {
  const session = await acceptInvitation(deps, token, { name, visit });
  return isRefused(session) ? session.reason : findSession(db, session.token, deps.clock());
}

test("a link lets one person in, once", async () => {
  const { token } = await invite(deps, { role: "seller", stallId: "stl_1" });
  const results = await Promise.all([1, 2, 3].map(() => signedIn(token, "Mina")));
  const people = results.filter((result) => typeof result === "object");
  assert.is(people.length, 1);
  assert.equal([people[0]?.role, people[0]?.stallId, people[0]?.name], ["seller", "stl_1", "Mina"]);
  assert.is(results.filter((result) => result === "link-spent").length, 2);
});

test("the owner's next link is for the same owner", async () => {
  const first = await signedIn((await invite(deps, { role: "owner" })).token);
  const second = await signedIn((await invite(deps, { role: "owner" })).token);
  if (typeof first !== "object" || typeof second !== "object") return assert.unreachable("both links are good");
  assert.is(first.id, second.id);
});

test("a link that is too old, or was never given out, lets nobody in", async () => {
  const { token } = await invite(deps, { role: "owner" });
  deps.clock.advance(30n * MINUTE_MS);
  assert.is(await signedIn(token), "link-spent");
  assert.is(await signedIn("made-up"), "link-spent");
});

test("neither links nor sessions can be read out of the database", async () => {
  const { token } = await invite(deps, { role: "owner" });
  const session = await acceptInvitation(deps, token, { name: "Owner", visit });
  if (isRefused(session)) return assert.unreachable(session.reason);
  const rows = [
    await db.selectFrom("invitation").selectAll().execute(),
    await db.selectFrom("session").selectAll().execute(),
  ];
  const text = JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  assert.not(text.includes(token));
  assert.not(text.includes(session.token));
});

test("a session ends when its person signs out or its time is up", async () => {
  const open = async () => {
    const session = await acceptInvitation(deps, (await invite(deps, { role: "owner" })).token, {
      name: "Owner",
      visit,
    });
    return isRefused(session) ? assert.unreachable(session.reason) : session.token;
  };
  const [left, aged] = [(await open()) ?? "", (await open()) ?? ""];
  await signOut(deps, visit, left);
  assert.is(await findSession(db, left, deps.clock()), undefined);
  assert.ok(await findSession(db, aged, deps.clock()));
  deps.clock.advance(30n * DAY_MS);
  assert.is(await findSession(db, aged, deps.clock()), undefined);
});
