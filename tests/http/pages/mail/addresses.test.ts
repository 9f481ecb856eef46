import * as assert from "uvu/assert";
import { openSession } from "../../../../app/accounts/open-session.ts";
import { transact } from "../../../../app/db/transact.ts";
import { addAddressOf } from "../../../support/person-with-address.ts";
import { suite } from "../../../support/suite.ts";
import { visit } from "../../../support/visit.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import { MINA, askFor, letterOf, openMailHub, press } from "./mailbox.ts";
import type { MailHub } from "./mailbox.ts";

const test = suite("http/pages/mail/addresses");

const NEW = "new@example.org";

/** Mina's browser, signed in a moment ago. */
async function signedIn(t: MailHub, scope: "full" | "recovery" = "full"): Promise<Visitor> {
  const person = { id: t.mina.id, role: "buyer" } as const;
  const { token } = await transact(t.hub.db, (tx) =>
    openSession(tx, t.hub, { person, method: "passkey", visit, scope }),
  );
  const browser = new Visitor(t);
  browser.setCookie("satoshop_sid", token);
  return browser;
}

async function askToAdd(browser: Visitor, address = NEW) {
  return browser.submit(await browser.get("/account/addresses"), "/account/addresses", { address });
}

test("a new address is one's own once its code was typed, and one comes in by it from then on", async () => {
  const t = await openMailHub();
  const browser = await signedIn(t);
  const page = await askToAdd(browser);
  assert.is(page.path, "/account/addresses/code");
  assert.match(wordsOf(page), /A code is on its way to new@example\.org/);
  const letter = await letterOf(t);
  assert.equal([letter.to, letter.link], [NEW, ""]);
  assert.not.match(wordsOf(await browser.get("/account/addresses")), /new@example\.org/);
  const account = await browser.submit(page, "/account/addresses/code", { code: letter.code });
  assert.match(wordsOf(account), /The address is added.*new@example\.org/);
  const told = await t.post.deliver();
  assert.equal(told.map(({ to }) => to).toSorted(), [MINA, NEW], "both hear of it");
  const phone = new Visitor(t);
  await askFor(phone, NEW);
  assert.is((await press(phone, await letterOf(t))).path, "/account");
  await t.close();
});

test("when an address is first shown to be one's own, every session from before is over", async () => {
  const t = await openMailHub();
  const [browser, other] = [await signedIn(t), await signedIn(t)];
  const copied = new Visitor(t);
  copied.setCookie("satoshop_sid", browser.cookie("satoshop_sid") ?? "");
  const page = await askToAdd(browser);
  await browser.submit(page, "/account/addresses/code", { code: (await letterOf(t)).code });
  assert.is((await browser.get("/account")).status, 200);
  assert.is((await other.get("/account")).status, 401);
  assert.is((await copied.get("/account")).status, 401);
  await t.close();
});

test("a code for an address counts in the browser and for the person that asked", async () => {
  const t = await openMailHub();
  const browser = await signedIn(t);
  await askToAdd(browser);
  const { code } = await letterOf(t);
  const eve = new Visitor(t);
  await eve.signIn({ role: "owner" });
  assert.is((await eve.post("/account/addresses/code", { code })).status, 410);
  eve.setCookie("satoshop_mail", browser.cookie("satoshop_mail") ?? "");
  assert.is((await eve.post("/account/addresses/code", { code })).status, 410);
  assert.is((await eve.post("/sign-in/mail/code", { code })).status, 410, "nor does it let anybody in");
  assert.is((await eve.post("/account/confirm/code", { code })).status, 410, "nor prove anything");
  assert.equal(await t.hub.db.selectFrom("email").select("address").execute(), [{ address: MINA }]);
  await t.close();
});

test("wrong codes for an address are counted like all others", async () => {
  const t = await openMailHub();
  const browser = await signedIn(t);
  await askToAdd(browser);
  const { code } = await letterOf(t);
  const statuses = [];
  for (let count = 0; count < 5; count += 1)
    statuses.push((await browser.post("/account/addresses/code", { code: "0000-0000" })).status);
  assert.equal(statuses, [422, 422, 422, 422, 410]);
  assert.is((await browser.post("/account/addresses/code", { code })).status, 410);
  await t.close();
});

test("an address that opens another account is told only to who reads its mail", async () => {
  const t = await openMailHub();
  const eve = new Visitor(t);
  await eve.signIn({ role: "owner" });
  const page = await askToAdd(eve, MINA);
  assert.match(wordsOf(page), /A code is on its way/);
  const answer = await eve.submit(page, "/account/addresses/code", { code: (await letterOf(t)).code });
  assert.is(answer.status, 409);
  assert.match(wordsOf(answer), /already opens another account/);
  const owners = await t.hub.db.selectFrom("email").selectAll().execute();
  assert.equal(
    owners.map(({ person_id }) => person_id),
    [t.mina.id],
  );
  await t.close();
});

test("an address is removed after a fresh proof, and hears of it itself", async () => {
  const t = await openMailHub();
  await addAddressOf(t.hub, t.mina.id, NEW);
  const browser = await signedIn(t);
  const page = await browser.get("/account/addresses");
  t.shop.clock.advance(5n * 60_000n);
  const stale = await browser.submit(page, "/account/addresses/remove");
  assert.is(stale.status, 403);
  assert.match(wordsOf(stale), /Is it still you\?/);
  const fresh = await signedIn(t);
  const account = await fresh.post("/account/addresses/remove", { address: NEW });
  assert.match(wordsOf(account), /The address is removed/);
  assert.equal((await t.post.deliver()).map(({ to, subject }) => `${to} ${subject}`).toSorted(), [
    `${MINA} Corner: An address was removed from your account`,
    `${NEW} Corner: An address was removed from your account`,
  ]);
  const thief = new Visitor(t);
  await askFor(thief, NEW);
  assert.equal(await t.post.deliver(), []);
  await t.close();
});

test("the last way in is not taken away, and the page says why", async () => {
  const t = await openMailHub();
  const browser = await signedIn(t);
  const page = await browser.get("/account/addresses");
  assert.match(wordsOf(page), /This is the last way into your account/);
  assert.not.match(page.html, /addresses\/remove/);
  const refused = await browser.post("/account/addresses/remove", { address: MINA });
  assert.is(refused.status, 409);
  assert.match(wordsOf(refused), /last way into your account/);
  await t.close();
});

test("two removals at the same moment leave one way in", async () => {
  const t = await openMailHub();
  await addAddressOf(t.hub, t.mina.id, NEW);
  const browser = await signedIn(t);
  await Promise.all([MINA, NEW].map((address) => browser.post("/account/addresses/remove", { address })));
  assert.is((await t.hub.db.selectFrom("email").select("address").execute()).length, 1);
  await t.close();
});

test("nobody removes another's address", async () => {
  const t = await openMailHub();
  await addAddressOf(t.hub, t.mina.id, NEW);
  const eve = new Visitor(t);
  await eve.signIn({ role: "owner" });
  assert.is((await eve.post("/account/addresses/remove", { address: NEW })).status, 404);
  assert.is((await t.hub.db.selectFrom("email").select("address").execute()).length, 2);
  await t.close();
});

test("whoever came in by a backup sheet can add an address, and remove none", async () => {
  const t = await openMailHub();
  await addAddressOf(t.hub, t.mina.id, "other@example.org");
  const browser = await signedIn(t, "recovery");
  const page = await askToAdd(browser);
  const back = await browser.submit(page, "/account/addresses/code", { code: (await letterOf(t)).code });
  assert.equal([back.path, back.status], ["/account/recover?said=address-added", 200]);
  assert.not.match((await browser.get("/account/addresses")).html, /addresses\/remove/);
  assert.is((await browser.post("/account/addresses/remove", { address: MINA })).status, 403);
  await t.close();
});

test("five addresses are enough", async () => {
  const t = await openMailHub();
  for (let count = 0; count < 4; count += 1) await addAddressOf(t.hub, t.mina.id, `mina${count}@example.org`);
  assert.is((await askToAdd(await signedIn(t))).status, 409);
  await t.close();
});

test("one person cannot let the hub write to address after address", async () => {
  const t = await openMailHub();
  const browser = await signedIn(t);
  const statuses = [];
  for (let count = 0; count < 11; count += 1)
    statuses.push((await askToAdd(browser, `stranger${count}@example.org`)).status);
  assert.equal(statuses, [...Array<number>(10).fill(200), 429]);
  await t.close();
});
