import * as assert from "uvu/assert";
import { findSession } from "../../../../app/accounts/find-session.ts";
import { addKey } from "../../../../app/accounts/keys/add-key.ts";
import { NOTIFY_JOB } from "../../../../app/accounts/notify.ts";
import { openSession } from "../../../../app/accounts/open-session.ts";
import { transact } from "../../../../app/db/transact.ts";
import { newId } from "../../../../app/domain/ids.ts";
import { suite } from "../../../support/suite.ts";
import { visit } from "../../../support/visit.ts";
import { openHub } from "../../hub.ts";
import { linksIn, Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/keys/own-keys");
const t = await openHub();
test.after(() => t.close());

async function newSeller(): Promise<{ seller: Visitor; personId: string }> {
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  const person = await findSession(t.hub.db, seller.cookie("satoshop_sid") ?? "", t.hub.clock());
  return { seller, personId: person?.id ?? "" };
}

let made = 0;

/** A key as if its person had added it. */
async function giveKey(personId: string, label = ""): Promise<string> {
  const now = t.hub.clock();
  const id = newId("crd", now, t.hub.random);
  const times = { created_at_ms: now, last_used_at_ms: now };
  await t.hub.db
    .insertInto("credential")
    .values({
      id,
      person_id: personId,
      kind: "lnurl",
      identifier: `02${(made += 1).toString(16).padStart(64, "0")}`,
      public_key: "",
      sign_count: 0n,
      label,
      host: "localhost",
      ...times,
    })
    .execute();
  return id;
}

async function giveAddress(personId: string): Promise<void> {
  const address = `${personId}@example.org`;
  await t.hub.db
    .insertInto("email")
    .values({ address, person_id: personId, locale: "en", verified_at_ms: t.hub.clock() })
    .execute();
}

async function keysOf(personId: string): Promise<string[]> {
  const rows = await t.hub.db.selectFrom("credential").select("id").where("person_id", "=", personId).execute();
  return rows.map(({ id }) => id);
}

const remove = (person: Visitor, id: string): Promise<Answer> => person.post(`/account/keys/${id}/remove`, {});

test("a person sees each key with its kind, its name and where it works", async () => {
  const { seller, personId } = await newSeller();
  assert.match(wordsOf(await seller.get("/account")), /You have no keys yet/);
  const id = await giveKey(personId, "The old phone");
  const page = await seller.get("/account");
  assert.match(wordsOf(page), /The old phone Lightning wallet · only at localhost/);
  assert.equal(linksIn(page, /^\/account\/keys\/crd_/), [`/account/keys/${id}`]);
});

test("a key gets the name that its person likes, as far as a name can be shown", async () => {
  const { seller, personId } = await newSeller();
  const id = await giveKey(personId);
  const name = async (typed: string) => {
    await seller.submit(await seller.get(`/account/keys/${id}`), `/account/keys/${id}/name`, { name: typed });
    return wordsOf(await seller.get(`/account/keys/${id}`));
  };
  assert.match(await name("Kitchen\u202e drawer\u0000"), /Kitchen drawer/);
  assert.match(await name("<b>bold</b>"), /<b>bold<\/b>/);
  assert.not((await name("x".repeat(5_000))).includes("x".repeat(81)));
  assert.match(await name(""), /Lightning wallet/);
});

test("a key that was removed is gone, and its person is told on every channel", async () => {
  const { seller, personId } = await newSeller();
  const [first, second] = [await giveKey(personId), await giveKey(personId)];
  await giveAddress(personId);
  assert.match(wordsOf(await remove(seller, first)), /The key is removed/);
  assert.equal(await keysOf(personId), [second]);
  const acts = await t.hub.db.selectFrom("event").selectAll().where("type", "=", "key.removed").execute();
  assert.equal(
    acts.map(({ actor, stream, body }) => [actor, stream, body]),
    [[personId, personId, `{"by":"lnurl","key":"${first}"}`]],
  );
  const jobs = await t.hub.db.selectFrom("job").select("payload").where("kind", "=", NOTIFY_JOB).execute();
  assert.ok(jobs.length > 0);
  assert.is((await remove(seller, first)).status, 404);
});

test("the last way in stays: a person is told to add another one first", async () => {
  const { seller, personId } = await newSeller();
  const id = await giveKey(personId);
  const page = await seller.get(`/account/keys/${id}`);
  assert.match(wordsOf(page), /This is the last way into your account/);
  assert.not.match(page.html, /\/remove"/);
  assert.is((await remove(seller, id)).status, 409);
  assert.equal(await keysOf(personId), [id]);
  await giveAddress(personId);
  assert.is((await remove(seller, id)).status, 200);
});

test("two keys that are removed at the same moment do not leave their person outside", async () => {
  const { seller, personId } = await newSeller();
  const ids = [await giveKey(personId), await giveKey(personId)];
  const answers = await Promise.all(ids.map((id) => remove(seller, id)));
  assert.equal(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  );
  assert.is((await keysOf(personId)).length, 1);
});

test("the owner may remove every key, because whoever holds the machine comes in anyway", async () => {
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const { id: personId } = await t.hub.db
    .selectFrom("person")
    .select("id")
    .where("role", "=", "owner")
    .executeTakeFirstOrThrow();
  assert.is((await remove(owner, await giveKey(personId))).status, 200);
});

test("nobody sees, renames or removes another person's key, whoever they are", async () => {
  const theirs = await newSeller();
  const id = await giveKey(theirs.personId, "Theirs");
  await giveAddress(theirs.personId);
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  for (const person of [(await newSeller()).seller, owner]) {
    const page = await person.get(`/account/keys/${id}`);
    assert.is(page.status, 404);
    assert.not(wordsOf(page).includes("Theirs"));
    assert.is((await person.post(`/account/keys/${id}/name`, { name: "Mine" })).status, 404);
    assert.is((await remove(person, id)).status, 404);
  }
  assert.is((await new Visitor(t).get(`/account/keys/${id}`)).status, 401);
  assert.match(wordsOf(await theirs.seller.get("/account")), /Theirs/);
});

test("ids that name nothing find nothing", async () => {
  const { seller } = await newSeller();
  for (const id of ["crd_", "1", "%00", "..%2F..", "new%2F", "a".repeat(4_000)])
    assert.is((await seller.get(`/account/keys/${id}`)).status, 404, id.slice(0, 20));
});

test("removing and renaming ask for a fresh proof", async () => {
  const { seller, personId } = await newSeller();
  const id = await giveKey(personId);
  await giveAddress(personId);
  t.shop.clock.advance(300_000n);
  assert.is((await seller.get(`/account/keys/${id}`)).status, 403);
  assert.is((await seller.post(`/account/keys/${id}/name`, { name: "x" })).status, 403);
  assert.is((await remove(seller, id)).status, 403);
  assert.equal(await keysOf(personId), [id]);
});

test("whoever came in by a backup sheet can add a key, and take none away", async () => {
  const { personId } = await newSeller();
  const id = await giveKey(personId);
  await giveAddress(personId);
  const { token } = await transact(t.hub.db, (tx) =>
    openSession(tx, t.hub, { person: { id: personId, role: "seller" }, method: "sheet", visit, scope: "recovery" }),
  );
  const back = new Visitor(t);
  back.setCookie("satoshop_sid", token);
  const page = await back.get("/account/keys/new");
  assert.is(page.status, 200);
  assert.is((await back.submit(page, "/account/keys/wallet")).status, 200);
  assert.is((await back.get(`/account/keys/${id}`)).status, 403);
  assert.is((await remove(back, id)).status, 403);
});

test("a person may have twenty keys, and is told when there is no room for one more", async () => {
  const { seller, personId } = await newSeller();
  for (let count = 0; count < 20; count += 1) await giveKey(personId);
  const key = { kind: "lnurl", identifier: "02", publicKey: "", signCount: 0n, label: "", host: "" } as const;
  const answer = await transact(t.hub.db, (tx) => addKey(tx, t.hub, { personId, ...visit }, key));
  assert.equal(answer, { kind: "refused", reason: "too-many-keys" });
  assert.is((await keysOf(personId)).length, 20);
  assert.is((await seller.get("/account")).status, 200);
});
