import * as assert from "uvu/assert";
import { makeSheet } from "../../../app/accounts/backup/make-sheet.ts";
import { suite } from "../../support/suite.ts";
import { addPerson } from "../../support/person.ts";
import { visit } from "../../support/visit.ts";
import { addReachable, noticesOf, openDrawer, printSheet, redeem } from "./drawer.ts";

const test = suite("accounts/backup/make-sheet");
const drawer = await openDrawer(21);
test.after(() => drawer.db.destroy());

const sheetsOf = (personId: string) =>
  drawer.db.selectFrom("backup_sheet").selectAll().where("person_id", "=", personId).execute();

test("a PIN that somebody would guess makes no sheet", async () => {
  const { id: personId } = await addPerson(drawer, "buyer");
  assert.equal(await makeSheet(drawer, { personId, ...visit }, "123456"), { kind: "refused", reason: "pin-too-easy" });
  assert.equal(await makeSheet(drawer, { personId, ...visit }, "5273"), { kind: "refused", reason: "pin-malformed" });
  assert.equal(await sheetsOf(personId), []);
});

test("a new sheet replaces the old one, which opens nothing any more", async () => {
  const { id } = await addPerson(drawer, "seller");
  const [old, fresh] = [await printSheet(drawer, id), await printSheet(drawer, id, "903174")];
  assert.equal((await sheetsOf(id)).map(({ state }) => state).toSorted(), ["good", "replaced"]);
  assert.equal(await redeem(drawer, old), { kind: "refused", reason: "sheet-refused" });
  assert.is((await redeem(drawer, fresh, "903174")).kind, "session");
});

test("however many are made at the same moment, one is good", async () => {
  const { id } = await addPerson(drawer, "seller");
  const codes = await Promise.all(Array.from({ length: 8 }, () => printSheet(drawer, id)));
  const states = (await sheetsOf(id)).map(({ state }) => state).toSorted();
  assert.equal(states, ["good", ...Array<string>(7).fill("replaced")]);
  const answers = [];
  for (const code of codes) answers.push((await redeem(drawer, code)).kind);
  assert.equal(answers.toSorted(), [...Array<string>(7).fill("refused"), "session"]);
});

test("one person's new sheet leaves everybody else's as they are", async () => {
  const [mine, theirs] = [await addPerson(drawer, "seller"), await addPerson(drawer, "seller")];
  const code = await printSheet(drawer, theirs.id);
  await printSheet(drawer, mine.id);
  assert.is((await redeem(drawer, code)).kind, "session");
});

test("the person is told, and it is written down without the code or the PIN", async () => {
  const { id } = await addReachable(drawer, "seller");
  const code = await printSheet(drawer, id);
  const events = await drawer.db.selectFrom("event").selectAll().where("stream", "=", id).execute();
  assert.equal(
    events.map(({ type, actor }) => [type, actor]),
    [["sheet.made", id]],
  );
  assert.equal(await noticesOf(drawer, id), ["sheet-made"]);
  const jobs = await drawer.db.selectFrom("job").select("payload").execute();
  const stored = JSON.stringify([events, jobs, await sheetsOf(id)], (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  for (const secret of [code, code.toLowerCase(), code.slice(0, 52), "527391"])
    assert.not.ok(stored.includes(secret), secret);
});
