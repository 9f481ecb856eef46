import * as assert from "uvu/assert";
import { openSession } from "../../../../app/accounts/open-session.ts";
import { transact } from "../../../../app/db/transact.ts";
import { DEFAULT_RATE_LIMITS } from "../../../../app/http/rate-limits.ts";
import { newSheetCode } from "../../../../app/domain/sheet-code.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../app/domain/time.ts";
import { suite } from "../../../support/suite.ts";
import { visit } from "../../../support/visit.ts";
import { Qr } from "../../../../ui/components/qr.ts";
import { renderPiece } from "../../../ui/page.ts";
import { Wallet } from "../../../support/wallet.ts";
import { openHub } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { Visitor, linkIn, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/account/back-in");

const PIN = "527391";

async function seller(t: TestHub): Promise<Visitor> {
  const visitor = new Visitor(t);
  await visitor.signIn({ role: "seller", stallId: t.shop.stallId });
  return visitor;
}

/** Prints a sheet as a person does, without scripts. */
async function printed(visitor: Visitor, pin = PIN): Promise<Answer> {
  const form = await visitor.get("/account/sheet");
  return visitor.submit(form, "/account/sheet", { pin, again: pin });
}

/** The groups on the sheet, as a person would type them. */
function typedFrom({ html }: Answer): string {
  return [...html.matchAll(/<span>([0-9A-Z]{4})<\/span>/g)].map(([, group]) => group).join(" ");
}

async function redeem(visitor: Visitor, code: string, pin = PIN): Promise<Answer> {
  return visitor.submit(await visitor.get("/recover"), "/recover", { code, pin });
}

test("a person prints a sheet, loses everything, and gets back in with sheet and PIN", async () => {
  const t = await openHub();
  const before = await seller(t);
  assert.match(wordsOf(await before.get("/account")), /Backup sheet None yet/);
  const sheet = await printed(before);
  assert.match(wordsOf(await before.get("/account")), /Backup sheet Ready/);

  const lost = new Visitor(t);
  assert.match(wordsOf(await lost.get("/sign-in")), /With a backup sheet/);
  const back = await redeem(lost, typedFrom(sheet));
  assert.is(back.path, "/account/recover");
  assert.match(wordsOf(back), /You are back.*No money leaves until.*1\. Print a new sheet.*2\. Set a new way in/);
  assert.is((await before.get("/account")).status, 401, "everywhere else the person is signed out");

  const next = await lost.submit(back, "/account/sheet", { pin: "903174", again: "903174" });
  assert.match(wordsOf(next), /Print this page now/);
  assert.is.not(typedFrom(next), typedFrom(sheet));
  assert.match(wordsOf(await lost.get("/account/recover")), /The new sheet is ready/);
  assert.is((await redeem(new Visitor(t), typedFrom(next), "903174")).path, "/account/recover");
  await t.close();
});

test("who is back sets a wallet as a new way in, and comes in with it as always", async () => {
  const t = await openHub();
  const back = new Visitor(t);
  await redeem(back, typedFrom(await printed(await seller(t))));
  const wallet = new Wallet("a new wallet");
  const answer = async (question: Answer) => {
    const lnurl = linkIn(question, /^lightning:/).slice("lightning:".length);
    await t.app.request(wallet.answerTo(lnurl).href);
    return back.submit(await back.get(question.path), /\/wallet\/chl_/);
  };
  const connect = await back.submit(await back.get("/account/keys/new"), "/account/keys/wallet");
  const set = await answer(connect);
  assert.is(set.path, "/account/recover?said=key-added");
  assert.match(wordsOf(set), /The key is set\./);
  await back.submit(set, "/sign-out");
  const home = await answer(await back.submit(await back.get("/sign-in"), "/sign-in/wallet"));
  assert.is(home.path, "/desk");
  assert.match(wordsOf(await back.get("/account")), /No money leaves until/);
  await t.close();
});

test("until a new way in is set, nothing but that is open", async () => {
  const t = await openHub();
  const sheet = await printed(await seller(t));
  const back = new Visitor(t);
  await redeem(back, typedFrom(sheet));
  for (const path of ["/account", "/desk", "/account/phone", "/account/confirm"]) {
    const page = await back.get(path);
    assert.is(page.status, 403, path);
    assert.match(page.html, /href="\/account\/recover"/, path);
  }
  assert.is((await back.get("/account/keys/new")).status, 200);
  t.shop.clock.advance(6n * MINUTE_MS);
  assert.is((await back.get("/account/sheet")).status, 200, "the whole visit counts as one proof");
  for (let passed = 6n * MINUTE_MS; passed < HOUR_MS; passed += 10n * MINUTE_MS) {
    await back.get("/account/recover");
    t.shop.clock.advance(10n * MINUTE_MS);
  }
  assert.is((await back.get("/account/recover")).status, 401);
  await t.close();
});

test("the account shows for a day until when no money leaves, and why", async () => {
  const t = await openHub();
  await redeem(new Visitor(t), typedFrom(await printed(await seller(t))));
  const person = await t.hub.db.selectFrom("person").select(["id", "role"]).executeTakeFirstOrThrow();
  const signIn = async () => {
    const entry = { person, method: "passkey", visit } as const;
    const { token } = await transact(t.hub.db, (tx) => openSession(tx, t.hub, entry));
    const visitor = new Visitor(t);
    visitor.setCookie("satoshop_sid", token);
    return wordsOf(await visitor.get("/account"));
  };
  assert.match(await signIn(), /No money leaves until .* A backup sheet was used for this account/);
  t.shop.clock.advance(DAY_MS - 1n);
  assert.match(await signIn(), /No money leaves until/);
  t.shop.clock.advance(1n);
  assert.not.match(await signIn(), /No money leaves until/);
  await t.close();
});

test("the code on the sheet is the link that opens it, drawn so that a quarter of it may be lost", async () => {
  const t = await openHub();
  const sheet = await printed(await seller(t));
  const code = typedFrom(sheet).replaceAll(" ", "");
  const number = /([0-9A-Z]{6})<\/dd>/.exec(sheet.html)?.[1]?.toLowerCase();
  const { id } = await t.hub.db.selectFrom("backup_sheet").select("id").executeTakeFirstOrThrow();
  assert.ok(number !== undefined && id.endsWith(number));
  const link = `http://localhost/recover#${id}.${code}`;
  const drawn = /<path[^>]*>/.exec(renderPiece(() => Qr({ text: link, label: "", isOnPaper: true })))?.[0] ?? "";
  assert.ok(drawn.length > 1_000 && sheet.html.includes(drawn));
  const back = await redeem(new Visitor(t), link);
  assert.is(back.path, "/account/recover");
  await t.close();
});

test("the sheet has all that is needed on one page, and never the PIN", async () => {
  const t = await openHub({ addresses: { public: "https://shop.example" } });
  const sheet = await printed(await seller(t));
  const words = wordsOf(sheet);
  assert.match(words, /Corner/);
  assert.match(
    words,
    /For Mina, seller Made on .* Sheet [0-9A-Z]{6} Needs your PIN.*https:\/\/shop\.example\/recover [0-9A-Z]{4} /,
  );
  assert.is(typedFrom(sheet).split(" ").length, 14);
  assert.match(words, /fold here.*To get back in.*To keep it well.*Lost it.*Your notes, but never the PIN/);
  assert.not.match(sheet.html, new RegExp(PIN));
  assert.is(sheet.headers.get("cache-control"), "no-store");
  await t.close();
});

test("the sheet is in the language that its person has chosen for letters", async () => {
  const t = await openHub();
  const person = await seller(t);
  await person.submit(await person.get("/account"), "/account", { name: "미나", language: "ko" });
  const sheet = await printed(person);
  assert.match(sheet.html, /^<!doctype html><html lang="ko"/);
  assert.match(wordsOf(sheet), /미나, 판매자/);
  await t.close();
});

test("a sheet that was made over Tor leads back there, and not to the public address", async () => {
  const home = await openHub();
  const origin = "http://abc.onion";
  const door = { kind: "onion", hasAdmin: false, trustedProxy: undefined } as const;
  const addresses = { public: "https://shop.example", onion: origin };
  const t = await openHub({ ...home.hub, door, origin, addresses });
  const token = (await seller(home)).cookie("satoshop_sid") ?? "";
  const headers = { Origin: origin, Host: "abc.onion", Cookie: `satoshop_onion_sid=${token}` };
  const body = new URLSearchParams({ pin: PIN, again: PIN });
  const sheet = await t.app.request(`${origin}/account/sheet`, { method: "POST", body, headers });
  const html = await sheet.text();
  assert.match(html, /http:\/\/abc\.onion\/recover/);
  assert.not.match(html, /shop\.example/);
  await Promise.all([t.shop.db.destroy(), home.close()]);
});

test("a PIN is chosen twice alike, and not one of the first that anybody would try", async () => {
  const t = await openHub();
  const person = await seller(t);
  const form = await person.get("/account/sheet");
  for (const [pin, again, said] of [
    [PIN, "527392", /These two are not the same/],
    ["123456", "123456", /one of the first anybody would try/],
    ["5273", "5273", /6 to 12 digits and nothing else/],
    ["", "", /6 to 12 digits and nothing else/],
  ] as const) {
    const page = await person.submit(form, "/account/sheet", { pin, again });
    assert.is(page.status, 422);
    assert.match(wordsOf(page), said);
    assert.not.match(page.html, /value="5273/, "what was typed does not come back");
  }
  assert.equal(await t.hub.db.selectFrom("backup_sheet").selectAll().execute(), []);
  await t.close();
});

test("making a sheet asks for a proof from the last five minutes", async () => {
  const t = await openHub();
  const person = await seller(t);
  t.shop.clock.advance(5n * MINUTE_MS);
  const page = await person.get("/account/sheet");
  assert.is(page.status, 403);
  assert.match(page.html, /\/account\/confirm\?wanted=%2Faccount%2Fsheet/);
  await t.close();
});

test("sheets that are spent, burnt, replaced and unknown, and wrong PINs, are all answered alike", async () => {
  const t = await openHub();
  const person = await seller(t);
  const replaced = typedFrom(await printed(person));
  const good = typedFrom(await printed(person));
  const wrong = await redeem(new Visitor(t), good, "903174");
  const answers = [wrong, await redeem(new Visitor(t), replaced)];
  answers.push(await redeem(new Visitor(t), newSheetCode(t.hub.random)));
  for (let guess = 2; guess <= 5; guess += 1) answers.push(await redeem(new Visitor(t), good, "903174"));
  answers.push(await redeem(new Visitor(t), good));
  const spent = typedFrom(await printed(person));
  await redeem(new Visitor(t), spent);
  answers.push(await redeem(new Visitor(t), spent));
  // What was typed comes back, so that a slip can be found.
  const bare = ({ html }: Answer) => html.replaceAll(/value="[0-9A-Z ]{50,}"/g, "");
  assert.is(answers.length, 9);
  for (const answer of answers) assert.equal([answer.status, bare(answer)], [403, bare(wrong)]);
  await t.close();
});

test("a slip in the code and a PIN that is none are told at once, and count as no guess", async () => {
  const t = await openHub();
  const code = typedFrom(await printed(await seller(t)));
  const visitor = new Visitor(t);
  for (let guess = 1; guess <= 6; guess += 1) {
    const slip = await redeem(visitor, code.replace(/^.{4}/, "7777"));
    assert.is(slip.status, 422);
    assert.match(wordsOf(slip), /There is a slip in this code/);
    assert.match(wordsOf(await redeem(visitor, code, "52739")), /6 to 12 digits/);
  }
  assert.is((await redeem(visitor, code)).path, "/account/recover");
  await t.close();
});

test("looking at the page opens nothing, so that a preview of the link cannot use it up", async () => {
  const t = await openHub();
  const code = typedFrom(await printed(await seller(t)));
  await t.app.request("/recover", { method: "HEAD" });
  assert.is((await t.app.request(`/recover?code=${code.replaceAll(" ", "")}&pin=${PIN}`)).status, 200);
  assert.is((await redeem(new Visitor(t), code)).path, "/account/recover");
  await t.close();
});

test("after some tries an address has to wait, and so do all of a door's visitors together", async () => {
  const limits = {
    ...DEFAULT_RATE_LIMITS,
    signIns: { perMinute: 1e9, burst: 1e9 },
    recoveries: { perMinute: 1, burst: 3 },
    doorRecoveries: { perMinute: 1, burst: 5 },
  };
  const t = await openHub({ limits });
  const from = async (remoteAddress: string) => {
    const body = new URLSearchParams({ code: "", pin: "" });
    // The limit looks at nothing else of the message.
    const incoming = { socket: { remoteAddress } };
    const headers = { Origin: t.hub.origin };
    return (await t.app.request("/recover", { method: "POST", body, headers }, { incoming })).status;
  };
  const told: number[] = [];
  for (const address of ["a", "a", "a", "a", "b", "b", "c"]) told.push(await from(`10.0.0.${address.charCodeAt(0)}`));
  assert.equal(told, [422, 422, 422, 429, 422, 422, 429]);
  await t.close();
});

test("neither code nor PIN is in the database, the log or an event", async () => {
  const t = await openHub();
  const sheet = await printed(await seller(t));
  const code = typedFrom(sheet);
  await redeem(new Visitor(t), code, "903174");
  await redeem(new Visitor(t), code);
  const tables = await Promise.all([
    t.hub.db.selectFrom("backup_sheet").selectAll().execute(),
    t.hub.db.selectFrom("event").selectAll().execute(),
    t.hub.db.selectFrom("job").selectAll().execute(),
    t.hub.db.selectFrom("session").selectAll().execute(),
  ]);
  const written = `${t.logged.join("")}${JSON.stringify(tables, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value))}`;
  assert.match(written, /sheet\.used/);
  const plain = code.replaceAll(" ", "");
  for (const secret of [
    plain,
    plain.toLowerCase(),
    plain.slice(0, 16),
    code.slice(0, 19),
    `"${PIN}"`,
    "903174",
    t.hub.secretKey,
  ])
    assert.not.ok(written.includes(secret), secret);
  await t.close();
});
