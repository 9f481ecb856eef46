import * as assert from "uvu/assert";
import { editPerson } from "../../../app/accounts/edit-person.ts";
import { forgetRequests } from "../../../app/accounts/mail/forget-requests.ts";
import { NOTICES, notify } from "../../../app/accounts/notify.ts";
import { transact } from "../../../app/db/transact.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { DAY_MS, HOUR_MS } from "../../../app/domain/time.ts";
import type { MailPort } from "../../../app/gateways/mail/port.ts";
import { openTestDatabase } from "../../support/database.ts";
import { addPerson } from "../../support/person.ts";
import { addAddressOf } from "../../support/person-with-address.ts";
import { openPostOffice } from "../../support/post-office.ts";
import { suite } from "../../support/suite.ts";
import { testClock, testRandom } from "../../support/world.ts";

const test = suite("accounts/mail/notices");

async function openWorld(carrier?: MailPort) {
  const db = await openTestDatabase();
  const deps = { db, clock: testClock(), random: testRandom(21), secretKey: "a secret key only for tests, 32+ chars" };
  const mina = await addPerson(deps, "seller");
  const tell = (kind: (typeof NOTICES)[number]) => transact(db, (tx) => notify(tx, deps, mina.id, kind));
  return { ...deps, mina, tell, post: openPostOffice(deps, carrier), close: () => db.destroy() };
}

test("every address of a person hears of it, in the language that was read there", async () => {
  const t = await openWorld();
  await addAddressOf(t, t.mina.id, "mina@example.org", "en");
  t.clock.advance(1n);
  await addAddressOf(t, t.mina.id, "mina@example.kr", "ko");
  await t.tell("key-added");
  const letters = await t.post.deliver();
  assert.equal(
    letters.map(({ to, subject }) => [to, subject]),
    [
      ["mina@example.kr", "Corner: 계정에 열쇠가 추가됐어요"],
      ["mina@example.org", "Corner: A key was added to your account"],
    ],
  );
  await t.close();
});

test("who has chosen a language hears of it in that everywhere", async () => {
  const t = await openWorld();
  await addAddressOf(t, t.mina.id, "mina@example.org", "en");
  await editPerson(t, t.mina.id, { name: "Mina", locale: "ko" });
  await t.tell("sheet-used");
  assert.equal(
    (await t.post.deliver()).map(({ subject }) => subject),
    ["Corner: 백업 시트로 들어온 사람이 있어요"],
  );
  await t.close();
});

test("everything that can be told of has words, in both languages", async () => {
  const t = await openWorld();
  await addAddressOf(t, t.mina.id, "mina@example.org", "en");
  await addAddressOf(t, t.mina.id, "mina@example.kr", "ko");
  for (const kind of NOTICES) await t.tell(kind);
  const letters = await t.post.deliver();
  assert.is(new Set(letters.map(({ subject }) => subject)).size, NOTICES.length * 2);
  assert.equal(t.post.warnings, []);
  for (const { link, text, html } of letters) {
    assert.is(link, "", "a notice has no link, so that a forged one stands out");
    assert.not.match(text + html, /undefined|\{\w+\}/);
  }
  await t.close();
});

test("an address that is removed a moment later still hears of what was done before", async () => {
  const t = await openWorld();
  await addAddressOf(t, t.mina.id, "mina@example.org");
  await t.tell("key-added");
  await t.db.deleteFrom("email").execute();
  assert.equal(
    (await t.post.deliver()).map(({ to }) => to),
    ["mina@example.org"],
  );
  await t.close();
});

test("who has no address is told by no mail", async () => {
  const t = await openWorld();
  await t.tell("key-added");
  assert.equal(await t.post.deliver(), []);
  await t.close();
});

test("a job tells nothing but the notice's name", async () => {
  const t = await openWorld();
  await addAddressOf(t, t.mina.id, "mina@example.org");
  await t.tell("key-added");
  const jobs = await t.db.selectFrom("job").select("payload").execute();
  for (const { payload } of jobs) assert.match(payload, /^\{"noticeId":"ntc_[0-9a-z]{26}"\}$/);
  await t.close();
});

/** A carrier that fails in this way so often, and then takes everything. */
function failing(error: Error, times: number): MailPort & { sent: string[] } {
  const sent: string[] = [];
  let left = times;
  return {
    sent,
    send: async ({ id }) => {
      sent.push(id);
      left -= 1;
      if (left >= 0) throw error;
      return "taken";
    },
  };
}

for (const [name, error] of [
  ["out of reach", new NotApplied("away")],
  ["not set right", new Misconfigured("no login")],
] as const) {
  test(`a mail server that is ${name} is asked again until it takes the letter`, async () => {
    const carrier = failing(error, 2);
    const t = await openWorld(carrier);
    await addAddressOf(t, t.mina.id, "mina@example.org");
    await t.tell("key-added");
    for (let round = 0; round < 4; round += 1) {
      await t.post.deliver();
      t.clock.advance(HOUR_MS);
    }
    assert.is(carrier.sent.length, 3);
    assert.is(new Set(carrier.sent).size, 1, "it is the same letter each time");
    assert.equal(await t.db.selectFrom("notice").select("state").execute(), [{ state: "sent" }]);
    await t.close();
  });
}

test("a letter that may have gone is not sent a second time", async () => {
  const carrier = failing(new OutcomeUnknown("silence"), 1);
  const t = await openWorld(carrier);
  await addAddressOf(t, t.mina.id, "mina@example.org");
  await t.tell("key-added");
  for (let round = 0; round < 3; round += 1) {
    await t.post.deliver();
    t.clock.advance(HOUR_MS);
  }
  assert.is(carrier.sent.length, 1);
  assert.match(t.post.warnings.join(), /nobody knows whether a letter went/);
  await t.close();
});

test("an address that takes no letters is noted, and not tried again", async () => {
  const t = await openWorld();
  await addAddressOf(t, t.mina.id, "mina@nowhere.invalid");
  await t.tell("key-added");
  assert.equal(await t.post.deliver(), []);
  assert.equal(await t.db.selectFrom("notice").select("state").execute(), [{ state: "refused" }]);
  const [job] = await t.db.selectFrom("job").select("state").execute();
  assert.is(job?.state, "done");
  await t.close();
});

test("addresses in old notices are not kept", async () => {
  const t = await openWorld();
  await addAddressOf(t, t.mina.id, "mina@example.org");
  await t.tell("key-added");
  t.clock.advance(30n * DAY_MS);
  await forgetRequests(t.db, t.clock());
  assert.is((await t.db.selectFrom("notice").select("id").execute()).length, 1);
  t.clock.advance(1n);
  await forgetRequests(t.db, t.clock());
  assert.is((await t.db.selectFrom("notice").select("id").execute()).length, 0);
  await t.close();
});
