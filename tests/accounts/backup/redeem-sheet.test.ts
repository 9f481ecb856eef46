import * as assert from "uvu/assert";
import { HOLD_MS } from "../../../app/accounts/backup/redeem-sheet.ts";
import { takePinTry } from "../../../app/accounts/backup/take-pin-try.ts";
import { findSession } from "../../../app/accounts/find-session.ts";
import { openSession } from "../../../app/accounts/open-session.ts";
import { transact } from "../../../app/db/transact.ts";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { newSheetCode } from "../../../app/domain/sheet-code.ts";
import { suite } from "../../support/suite.ts";
import { addPerson } from "../../support/person.ts";
import { visit } from "../../support/visit.ts";
import { PIN, WRONG_PIN, addReachable, noticesOf, openDrawer, printSheet, redeem } from "./drawer.ts";

const test = suite("accounts/backup/redeem-sheet");
const drawer = await openDrawer(22);
test.after(() => drawer.db.destroy());

const REFUSED = { kind: "refused", reason: "sheet-refused" };

const sheetOf = (personId: string) =>
  drawer.db
    .selectFrom("backup_sheet")
    .select(["state", "wrong_pins"])
    .where("person_id", "=", personId)
    .executeTakeFirstOrThrow();

const eventsOf = async (personId: string) => {
  const query = drawer.db.selectFrom("event").select("type").where("stream", "=", personId).orderBy("seq");
  return (await query.execute()).map(({ type }) => type);
};

test("sheet and PIN together open a session that can do nothing but get the account back", async () => {
  const { id } = await addPerson(drawer, "seller");
  const opened = await redeem(drawer, await printSheet(drawer, id));
  const person = await findSession(drawer.db, opened.kind === "session" ? opened.token : "", drawer.clock());
  assert.equal([person?.id, person?.session.scope], [id, "recovery"]);
});

test("a sheet opens once", async () => {
  const { id } = await addPerson(drawer, "seller");
  const code = await printSheet(drawer, id);
  const answers = await Promise.all([redeem(drawer, code), redeem(drawer, code), redeem(drawer, code)]);
  assert.equal(answers.map(({ kind }) => kind).toSorted(), ["refused", "refused", "session"]);
  assert.equal(await redeem(drawer, code), REFUSED);
  assert.is((await sheetOf(id)).state, "spent");
});

test("five wrong PINs end a sheet for good, and the person is told", async () => {
  const { id } = await addReachable(drawer, "seller");
  const code = await printSheet(drawer, id);
  for (let guess = 1; guess <= 4; guess += 1) assert.equal(await redeem(drawer, code, WRONG_PIN), REFUSED);
  assert.is((await sheetOf(id)).state, "good");
  assert.equal(await redeem(drawer, code, WRONG_PIN), REFUSED);
  assert.is((await sheetOf(id)).state, "burnt");
  assert.equal(await redeem(drawer, code, PIN), REFUSED);
  assert.equal(await noticesOf(drawer, id), ["sheet-burnt", "sheet-made"]);
});

test("the right PIN is taken after four wrong ones", async () => {
  const { id } = await addPerson(drawer, "seller");
  const code = await printSheet(drawer, id);
  for (let guess = 1; guess <= 4; guess += 1) await redeem(drawer, code, WRONG_PIN);
  assert.is((await redeem(drawer, code)).kind, "session");
});

test("fifty guesses at the same moment are five guesses", async () => {
  const { id } = await addPerson(drawer, "owner");
  const code = await printSheet(drawer, id);
  const taken = await Promise.all(Array.from({ length: 50 }, () => takePinTry(drawer, visit, code)));
  assert.is(taken.filter((each) => each !== undefined).length, 5);
  assert.is(taken.filter((each) => each?.isLast === true).length, 1);
});

test("fifty wrong PINs sent at the same moment end the sheet before a fifty-first that is right", async () => {
  const { id } = await addReachable(drawer, "seller");
  const code = await printSheet(drawer, id);
  const pins = Array.from({ length: 50 }, (_, guess) => String(527_392 + guess));
  const answers = await Promise.all(pins.map((pin) => redeem(drawer, code, pin)));
  assert.ok(answers.every(({ kind }) => kind === "refused"));
  assert.equal(await sheetOf(id), { state: "burnt", wrong_pins: 5n });
  assert.equal(await redeem(drawer, code), REFUSED);
  assert.equal(await noticesOf(drawer, id), ["sheet-burnt", "sheet-made"]);
});

test("a guess is counted before it is looked at, so that stopping the hub in between gains none", async () => {
  const { id } = await addPerson(drawer, "seller");
  const code = await printSheet(drawer, id);
  for (let guess = 1; guess <= 5; guess += 1) await takePinTry(drawer, visit, code);
  assert.equal(await redeem(drawer, code), REFUSED);
  assert.is((await sheetOf(id)).state, "good", "somebody may still be at work on the last guess");
  drawer.clock.advance(MINUTE_MS);
  assert.equal(await redeem(drawer, code), REFUSED);
  assert.is((await sheetOf(id)).state, "burnt");
});

test("wrong PINs count against the sheet, never against the person", async () => {
  const person = await addPerson(drawer, "seller");
  const before = await transact(drawer.db, (tx) => openSession(tx, drawer, { person, method: "link", visit }));
  const code = await printSheet(drawer, person.id);
  for (let guess = 1; guess <= 6; guess += 1) await redeem(drawer, code, WRONG_PIN);
  assert.is((await findSession(drawer.db, before.token, drawer.clock()))?.id, person.id);
  assert.is((await redeem(drawer, await printSheet(drawer, person.id))).kind, "session");
});

test("everywhere else the person is signed out, and no money leaves for a day", async () => {
  const person = await addReachable(drawer, "seller");
  const before = await transact(drawer.db, (tx) => openSession(tx, drawer, { person, method: "link", visit }));
  const code = await printSheet(drawer, person.id);
  await redeem(drawer, code, WRONG_PIN);
  assert.ok(await findSession(drawer.db, before.token, drawer.clock()), "a wrong PIN ends nothing");
  await redeem(drawer, code);
  assert.is(await findSession(drawer.db, before.token, drawer.clock()), undefined);
  const row = await drawer.db
    .selectFrom("person")
    .select("hold_until_ms")
    .where("id", "=", person.id)
    .executeTakeFirst();
  assert.is(HOLD_MS, DAY_MS);
  assert.is(row?.hold_until_ms, drawer.clock() + DAY_MS);
  assert.equal(await noticesOf(drawer, person.id), ["sheet-made", "sheet-used"]);
});

test("a hold that lasts longer stays as it is", async () => {
  const { id } = await addPerson(drawer, "seller");
  const untilMs = drawer.clock() + 3n * DAY_MS;
  await drawer.db.updateTable("person").set({ hold_until_ms: untilMs }).where("id", "=", id).execute();
  await redeem(drawer, await printSheet(drawer, id));
  const row = await drawer.db.selectFrom("person").select("hold_until_ms").where("id", "=", id).executeTakeFirst();
  assert.is(row?.hold_until_ms, untilMs);
});

for (const state of ["shut-out", "erased"] as const) {
  test(`the sheet of somebody who is ${state} opens nothing, and is not used up by trying`, async () => {
    const { id } = await addPerson(drawer, "seller");
    const code = await printSheet(drawer, id);
    await drawer.db.updateTable("person").set({ state }).where("id", "=", id).execute();
    for (let guess = 1; guess <= 6; guess += 1) assert.equal(await redeem(drawer, code), REFUSED);
    assert.equal(await sheetOf(id), { state: "good", wrong_pins: 0n });
  });
}

test("each try is written down, with the person's own where the sheet is known", async () => {
  const { id } = await addPerson(drawer, "seller");
  const code = await printSheet(drawer, id);
  await redeem(drawer, newSheetCode(drawer.random));
  assert.equal(await eventsOf("sign-in"), ["sign-in.failed"]);
  await redeem(drawer, code, WRONG_PIN);
  await redeem(drawer, code);
  assert.equal(await eventsOf(id), ["sheet.made", "sheet.tried", "sheet.tried", "sheet.used", "person.signed-in"]);
});
