import * as assert from "uvu/assert";
import { endSession } from "../../../app/accounts/end-session.ts";
import { findSession } from "../../../app/accounts/find-session.ts";
import { openSession } from "../../../app/accounts/open-session.ts";
import { findPhoneLink } from "../../../app/accounts/phone/find-phone-link.ts";
import { goodPhoneLink } from "../../../app/accounts/phone/good-phone-link.ts";
import { makePhoneLink } from "../../../app/accounts/phone/make-phone-link.ts";
import { usePhoneLink } from "../../../app/accounts/phone/use-phone-link.ts";
import { transact } from "../../../app/db/transact.ts";
import type { Role } from "../../../app/domain/permissions.ts";
import { MINUTE_MS, SECOND_MS } from "../../../app/domain/time.ts";
import { openTestDatabase } from "../../support/database.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { testClock, testRandom } from "../../support/world.ts";

const test = suite("accounts/phone");
const deps = { db: await openTestDatabase(), clock: testClock(), random: testRandom(31), secretKey: "s".repeat(43) };
test.after(() => deps.db.destroy());

const SPENT = { kind: "refused", reason: "link-spent" };
const phone = { ...visit, device: "Safari · iOS" };

/** Somebody at a screen: signed in there. */
async function atScreen(role: Role = "seller", scope: "full" | "recovery" = "full") {
  const person = await addPerson(deps, role);
  const { token } = await transact(deps.db, (tx) => openSession(tx, deps, { person, method: "link", visit, scope }));
  const signedIn = await findSession(deps.db, token, deps.clock());
  return { ...person, sessionId: signedIn?.session.id ?? "" };
}

type Screen = Awaited<ReturnType<typeof atScreen>>;

/** What the screen shows to the phone. */
async function show({ id: personId, sessionId }: Screen): Promise<string> {
  await makePhoneLink(deps, { personId, ...visit }, { sessionId });
  const link = await findPhoneLink(deps, sessionId, deps.clock());
  return link?.state === "waiting" ? link.token : "";
}

test("the code on the screen signs the same person in on the phone, once", async () => {
  const screen = await atScreen();
  const token = await show(screen);
  const answers = await Promise.all([1, 2, 3].map(() => usePhoneLink(deps, token, phone)));
  assert.equal(answers.map(({ kind }) => kind).toSorted(), ["refused", "refused", "session"]);
  const opened = answers.find(({ kind }) => kind === "session");
  const there = await findSession(deps.db, opened?.kind === "session" ? opened.token : "", deps.clock());
  assert.equal([there?.id, there?.session.scope], [screen.id, "full"]);
  assert.equal(await usePhoneLink(deps, token, phone), SPENT);
  assert.is(await goodPhoneLink(deps.db, token, deps.clock()), undefined, "it does not even say whose it was");
});

test("it is good for a minute", async () => {
  const token = await show(await atScreen());
  deps.clock.advance(60n * SECOND_MS - 1n);
  assert.ok(await goodPhoneLink(deps.db, token, deps.clock()));
  deps.clock.advance(1n);
  assert.equal(await usePhoneLink(deps, token, phone), SPENT);
});

test("looking at whose account it is uses nothing up", async () => {
  const screen = await atScreen();
  const token = await show(screen);
  const link = await goodPhoneLink(deps.db, token, deps.clock());
  assert.equal([link?.person.id, link?.person.name, link?.screen], [screen.id, "Mina", visit.device]);
  assert.is((await usePhoneLink(deps, token, phone)).kind, "session");
});

test("a new code makes the one before worthless, on whichever screen it was", async () => {
  const screen = await atScreen();
  const first = await show(screen);
  const second = await show(screen);
  assert.equal(await usePhoneLink(deps, first, phone), SPENT);
  assert.is((await usePhoneLink(deps, second, phone)).kind, "session");
});

test("the code is worth nothing once its screen is signed out, or its person shut out", async () => {
  const screen = await atScreen();
  const token = await show(screen);
  const personId = screen.id;
  await endSession(deps, { personId, ...visit }, { personId, sessionId: screen.sessionId });
  assert.equal(await usePhoneLink(deps, token, phone), SPENT);
  const other = await atScreen();
  const theirs = await show(other);
  await deps.db.updateTable("person").set({ state: "shut-out" }).where("id", "=", other.id).execute();
  assert.equal(await usePhoneLink(deps, theirs, phone), SPENT);
});

test("whoever came in by a backup sheet signs in no phone", async () => {
  const token = await show(await atScreen("seller", "recovery"));
  assert.equal(await usePhoneLink(deps, token, phone), SPENT);
});

test("the screen sees that it was used, and by which phone", async () => {
  const screen = await atScreen();
  await usePhoneLink(deps, await show(screen), phone);
  assert.equal(await findPhoneLink(deps, screen.sessionId, deps.clock()), { state: "used", device: "Safari · iOS" });
  assert.is(await findPhoneLink(deps, (await atScreen()).sessionId, deps.clock()), undefined);
  deps.clock.advance(6n * MINUTE_MS);
  assert.is(await findPhoneLink(deps, screen.sessionId, deps.clock()), undefined, "who comes back later begins anew");
});

test("guesses open nothing, and what is stored cannot be shown to a phone", async () => {
  const screen = await atScreen();
  const token = await show(screen);
  const row = await deps.db.selectFrom("phone_link").selectAll().where("person_id", "=", screen.id).executeTakeFirst();
  for (const guess of ["", row?.id ?? "", row?.token_hash ?? "", token.slice(1), `${token}A`])
    assert.equal(await usePhoneLink(deps, guess, phone), SPENT, guess);
  assert.not.ok(JSON.stringify(Object.values(row ?? {}).map(String)).includes(token));
  assert.is(Buffer.from(token, "base64url").length, 32);
});
