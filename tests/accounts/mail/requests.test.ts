import * as assert from "uvu/assert";
import { Failures } from "../../../app/accounts/failures.ts";
import { askToSignIn } from "../../../app/accounts/mail/ask-to-sign-in.ts";
import { forgetRequests } from "../../../app/accounts/mail/forget-requests.ts";
import { codeOf, digitsOf, readCode, tokenOf } from "../../../app/accounts/mail/secrets.ts";
import type { Caller } from "../../../app/accounts/mail/request.ts";
import { NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { newId } from "../../../app/domain/ids.ts";
import { HOUR_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { openTestDatabase } from "../../support/database.ts";
import { addPersonWithAddress } from "../../support/person-with-address.ts";
import { openPostOffice } from "../../support/post-office.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { testClock, testRandom } from "../../support/world.ts";

const test = suite("accounts/mail/requests");

const SECRET = "a secret key only for tests, 32+ chars";
const caller: Caller = { ...visit, origin: "http://shop.lan:3000", locale: "en", earlier: undefined };

async function openWorld() {
  const db = await openTestDatabase();
  const deps = { db, clock: testClock(), random: testRandom(31), failures: new Failures(), secretKey: SECRET };
  await addPersonWithAddress(deps, "buyer", "mina@example.org");
  const ask = () => askToSignIn(deps, { address: "mina@example.org", wanted: "" }, caller);
  return { ...deps, ask, close: () => db.destroy() };
}

test("tokens, codes and numbers of different requests and different hubs differ, and do not follow from each other", () => {
  const random = testRandom(7);
  const ids = Array.from({ length: 500 }, () => newId("sgn", testClock()(), random));
  const made = ids.flatMap((id) => [tokenOf(SECRET, id), codeOf(SECRET, id)]);
  assert.is(new Set(made).size, made.length);
  for (const id of ids) {
    assert.match(tokenOf(SECRET, id), /^[\w-]{43}$/);
    assert.match(codeOf(SECRET, id), /^[0-9A-HJKMNP-TV-Z]{8}$/);
    assert.match(digitsOf(SECRET, id), /^[1-9]\d$/);
    assert.is.not(codeOf(`${SECRET}.`, id), codeOf(SECRET, id));
  }
  const numbers = new Set(ids.map((id) => digitsOf(SECRET, id)));
  assert.ok(numbers.size > 80, `only ${numbers.size} of 90 numbers come up`);
});

test("a code may be typed in small letters, in groups, and with look-alikes", () => {
  for (const typed of ["7F3K9Q10", "7f3k-9q10", " 7F3K 9Q1O ", "7f3k–9qlo", "７Ｆ３Ｋ９Ｑ１０"])
    assert.is(readCode(typed), "7F3K9Q10", typed);
  for (const typed of ["", "7F3K9Q1", "7F3K9Q100", "7F3K9Q1U", "7F3K9Q1!", "x".repeat(10_000)])
    assert.is(readCode(typed), undefined);
});

test("a letter that could not be sent is sent later, with the same link and code, as long as they are good", async () => {
  const t = await openWorld();
  await t.ask();
  let isAway = true;
  const texts: string[] = [];
  const carrier = {
    send: async ({ text }: { text: string }) => {
      texts.push(text);
      if (isAway) throw new NotApplied("away");
      return "taken" as const;
    },
  };
  const post = openPostOffice(t, carrier);
  await post.deliver();
  isAway = false;
  t.clock.advance(MINUTE_MS);
  await post.deliver();
  assert.is(texts.length, 2);
  assert.is(texts[1], texts[0]);
  await t.close();
});

test("a letter that would come too late is not sent", async () => {
  const t = await openWorld();
  await t.ask();
  t.clock.advance(10n * MINUTE_MS);
  const post = openPostOffice(t);
  assert.equal(await post.deliver(), []);
  assert.equal(post.warnings, []);
  await t.close();
});

test("a letter that may have gone is not sent a second time", async () => {
  const t = await openWorld();
  await t.ask();
  let count = 0;
  const carrier = {
    send: async () => {
      count += 1;
      throw new OutcomeUnknown("silence");
    },
  };
  const post = openPostOffice(t, carrier);
  for (let round = 0; round < 3; round += 1) {
    await post.deliver();
    t.clock.advance(MINUTE_MS);
  }
  assert.is(count, 1);
  await t.close();
});

test("requests and their addresses are kept as long as they are counted, and no longer", async () => {
  const t = await openWorld();
  await t.ask();
  t.clock.advance(HOUR_MS);
  await forgetRequests(t.db, t.clock());
  assert.is((await t.db.selectFrom("sign_in").select("id").execute()).length, 1);
  t.clock.advance(1n);
  await forgetRequests(t.db, t.clock());
  assert.is((await t.db.selectFrom("sign_in").select("id").execute()).length, 0);
  await t.close();
});
