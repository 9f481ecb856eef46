import * as assert from "uvu/assert";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import { suite } from "../../../support/suite.ts";
import { answered, openHub, refused } from "../../hub.ts";
import { askAs, meBy } from "../../programs.ts";
import { linkIn, linksIn, Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/programs/own-programs");
const t = await openHub();
test.after(() => t.close());

const READ = "may-desk.orders.read";
const HANDLE = "may-desk.orders.handle";

async function newSeller(language = "en"): Promise<Visitor> {
  const seller = new Visitor(t, language);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  return seller;
}

async function make(seller: Visitor, typed: Record<string, string> = { name: "Till", [READ]: "on" }): Promise<Answer> {
  return seller.submit(await seller.get("/account/programs/new"), "/account/programs", typed);
}

/** The key as the page shows it. */
function keyOn(page: Answer): string {
  return linkIn(page, /^ss_key_/);
}

test("a seller makes a key without JavaScript, copies it once, and a program comes in by it", async () => {
  const seller = await newSeller();
  assert.match(wordsOf(await seller.get("/account")), "It comes in by an API key");
  const made = await make(seller);
  assert.is(made.status, 200);
  assert.is(made.headers.get("cache-control"), "no-store");
  assert.match(wordsOf(made), "It is shown this once");
  const key = keyOn(made);
  assert.equal((await meBy(t, key)).scopes, ["me.read", "desk.orders.read"]);
  const account = await seller.get("/account");
  assert.match(wordsOf(account), "Till sees orders");
  assert.not(account.html.includes(key.slice(-43)));
});

test("a key works for a year unless something else was chosen", async () => {
  const seller = await newSeller();
  const page = await seller.get("/account/programs/new");
  assert.match(page.html, /<input type="radio"[^>]*value="365"[^>]*checked/);
  for (const [days, year] of [
    ["365", "2027"],
    ["730", "2028"],
    ["36500", "2027"],
  ] as const) {
    const made = await make(seller, { name: "Till", [READ]: "on", days });
    assert.match(wordsOf(made), new RegExp(`It works until [^.]*${year}`), days);
  }
});

test("a revoked key is out at once, and its row is gone", async () => {
  const seller = await newSeller();
  const key = keyOn(await make(seller, { name: "Old till", [HANDLE]: "on" }));
  const revoked = await seller.submit(await seller.get("/account"), /^\/account\/programs\/key_\w+\/revoke$/);
  assert.match(wordsOf(revoked), "The key is revoked");
  assert.not.match(wordsOf(revoked), "Old till");
  await refused(askAs(t, key), "bad-bearer");
});

test("nobody revokes another's key, and none is revoked twice", async () => {
  const [mine, other] = [await newSeller(), await newSeller()];
  const key = keyOn(await make(mine));
  const [, id = ""] = /^ss_(key_[^_]+)_/.exec(key) ?? [];
  assert.is((await other.post(`/account/programs/${id}/revoke`, {})).status, 404);
  await meBy(t, key);
  assert.is((await mine.post(`/account/programs/${id}/revoke`, {})).status, 200);
  assert.is((await mine.post(`/account/programs/${id}/revoke`, {})).status, 404);
});

test("what is missing is said beside it, and nothing that was typed is lost", async () => {
  const seller = await newSeller();
  const nameless = await make(seller, { name: "  ", [READ]: "on", days: "30" });
  assert.is(nameless.status, 422);
  assert.match(nameless.html, 'href="#f-name"');
  assert.match(nameless.html, /<input type="checkbox"[^>]*name="may-desk.orders.read"[^>]*checked/);
  assert.match(nameless.html, /<input type="radio"[^>]*value="30"[^>]*checked/);
  const powerless = await make(seller, { name: "Label <b>printer</b>" });
  assert.is(powerless.status, 422);
  assert.match(wordsOf(powerless), "Please choose at least one.");
  assert.match(powerless.html, 'value="Label &lt;b>printer&lt;/b>"');
});

test("what a person may not allow is not allowed, whatever is sent", async () => {
  const seller = await newSeller();
  const made = await make(seller, { name: "Till", [READ]: "on", "may-people.manage": "on", role: "owner", days: "-1" });
  assert.equal((await meBy(t, keyOn(made))).scopes, ["me.read", "desk.orders.read"]);
});

test("who has no stall has nothing that a program could do, and no card for it", async () => {
  const viewer = new Visitor(t);
  await viewer.signIn({ role: "viewer" });
  assert.not.match(wordsOf(await viewer.get("/account")), "API key");
  assert.is((await viewer.get("/account/programs/new")).status, 404);
  assert.is((await viewer.post("/account/programs", { name: "Till", [READ]: "on" })).status, 422);
});

test("making a key asks for a fresh proof, revoking one does not", async () => {
  const seller = await newSeller();
  const key = keyOn(await make(seller));
  t.shop.clock.advance(6n * MINUTE_MS);
  const page = await seller.get("/account/programs/new");
  assert.is(page.status, 403);
  assert.ok(linksIn(page, /^\/account\/confirm\?wanted=%2Faccount%2Fprograms%2Fnew$/).length > 0);
  assert.is((await seller.post("/account/programs", { name: "Till", [READ]: "on" })).status, 403);
  await seller.submit(await seller.get("/account"), /\/revoke$/);
  await refused(askAs(t, key), "bad-bearer");
});

test("somebody with twenty keys is told to revoke one", async () => {
  const seller = await newSeller();
  for (let count = 0; count < 20; count += 1) await make(seller);
  const last = await make(seller);
  assert.is(last.status, 409);
  assert.match(wordsOf(last), "You have 20 keys already");
});

test("the key is in no address, no event and no log", async () => {
  const seller = await newSeller();
  const made = await make(seller);
  const secret = keyOn(made).slice(-43);
  assert.not(made.path.includes(secret));
  assert.not(t.logged.join("\n").includes(secret));
  await answered(askAs(t, keyOn(made)), 200);
  assert.not(t.logged.join("\n").includes(secret));
});

test("in Korean, too", async () => {
  const seller = await newSeller("ko");
  const made = await make(seller, { name: "계산대", [READ]: "on" });
  assert.match(wordsOf(made), "계산대 키");
  assert.match(wordsOf(made), "한 번만 보여 주고");
});
