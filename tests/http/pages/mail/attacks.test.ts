import * as assert from "uvu/assert";
import { createServer } from "../../../../app/http/server.ts";
import { DEFAULT_RATE_LIMITS } from "../../../../app/http/rate-limits.ts";
import { openPostOffice } from "../../../support/post-office.ts";
import { addPersonWithAddress } from "../../../support/person-with-address.ts";
import { suite } from "../../../support/suite.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import { MINA, askFor, asked, isIn, letterOf, openMailHub, press, type } from "./mailbox.ts";
import type { MailHub } from "./mailbox.ts";

const test = suite("http/pages/mail/attacks");

const WRONG = "0000-0000";

test("an address that nobody has gets the same page, and no mail", async () => {
  const t = await openMailHub();
  const pages = [];
  for (const address of [MINA, "eve@example.org"]) {
    const page = await askFor(new Visitor(t), address);
    const plain = page.html.replaceAll(address, "…").replaceAll(/\b\d\d\b/g, "··");
    pages.push([page.status, page.path, plain, [...page.headers.keys()].toSorted().join(" ")]);
  }
  assert.equal(pages[1], pages[0]);
  const rows = await t.hub.db.selectFrom("sign_in").select(["address", "state"]).orderBy("address").execute();
  assert.equal(rows, [
    { address: "eve@example.org", state: "waiting" },
    { address: MINA, state: "waiting" },
  ]);
  assert.is((await letterOf(t)).to, MINA);
  await t.close();
});

test("codes of an address that nobody has are wrong like any other", async () => {
  const t = await openMailHub();
  const answers = [];
  for (const address of [MINA, "eve@example.org"]) {
    const browser = new Visitor(t);
    await askFor(browser, address);
    const tries = [];
    for (let count = 0; count < 6; count += 1)
      tries.push((await browser.post("/sign-in/mail/code", { code: WRONG })).status);
    answers.push(tries);
  }
  assert.equal(answers, [
    [422, 422, 422, 422, 410, 410],
    [422, 422, 422, 422, 410, 410],
  ]);
  await t.close();
});

test("somebody who was shut out is a stranger", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  await t.hub.db.updateTable("person").set({ state: "shut-out" }).where("id", "=", t.mina.id).execute();
  assert.is((await press(browser, letter)).status, 410);
  await askFor(browser, MINA);
  assert.equal(await t.post.deliver(), []);
  await t.close();
});

test("an address that was removed meanwhile lets nobody in", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  await t.hub.db.deleteFrom("email").where("address", "=", MINA).execute();
  await addPersonWithAddress(t.hub, "buyer", MINA);
  assert.is((await type(browser, letter.code)).status, 410, "nor into the account of who has it now");
  assert.not.ok(isIn(browser));
  await t.close();
});

test("link and code are good once, and one of them uses up the other", async () => {
  const t = await openMailHub();
  for (const [first, second] of [
    [press, press],
    [press, (who: Visitor, letter: { code: string }) => who.post("/sign-in/mail/code", { code: letter.code })],
  ] as const) {
    const { browser, letter } = await asked(t);
    const pending = browser.cookie("satoshop_mail") ?? "";
    await first(browser, letter);
    const thief = new Visitor(t);
    thief.setCookie("satoshop_mail", pending);
    assert.is((await second(thief, letter)).status, 410);
    assert.not.ok(isIn(thief));
  }
  await t.close();
});

test("pressed twice at the same moment, a link opens one session", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  const answers = await Promise.all([press(browser, letter), press(browser, letter), press(browser, letter)]);
  assert.equal(answers.map(({ status }) => `${status}`).toSorted(), ["200", "410", "410"]);
  const sessions = await t.hub.db.selectFrom("session").select("id").where("person_id", "=", t.mina.id).execute();
  assert.is(sessions.length, 1);
  await t.close();
});

test("five wrong codes end a request for good, and the account stays", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  for (let count = 0; count < 4; count += 1) assert.is((await type(browser, WRONG)).status, 422);
  assert.is((await type(browser, WRONG)).status, 410);
  assert.is((await browser.post("/sign-in/mail/code", { code: letter.code })).status, 410);
  assert.is((await press(browser, letter)).status, 410);
  const next = await asked(t);
  assert.is((await type(next.browser, next.letter.code)).path, "/account");
  const burnt = await t.hub.db.selectFrom("event").select("stream").where("type", "=", "request.burnt").execute();
  assert.equal(burnt, [{ stream: t.mina.id }]);
  await t.close();
});

test("wrong codes that come all at once are all counted", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  const guesses = Array.from({ length: 20 }, (_, index) => `0000-00${String(index).padStart(2, "0")}`);
  await Promise.all(guesses.map((code) => browser.post("/sign-in/mail/code", { code })));
  const row = await t.hub.db.selectFrom("sign_in").select(["tries", "state"]).executeTakeFirst();
  assert.equal(row, { tries: 5n, state: "dead" });
  assert.is((await browser.post("/sign-in/mail/code", { code: letter.code })).status, 410);
  await t.close();
});

test("ten wrong codes for one address within a quarter of an hour are enough, also after a restart", async () => {
  const t = await openMailHub();
  const guess = async (count: number) => {
    const { browser, letter } = await asked(t);
    for (let tries = 0; tries < count; tries += 1) await browser.post("/sign-in/mail/code", { code: WRONG });
    return { browser, letter };
  };
  await guess(4);
  await guess(4);
  const { browser, letter } = await guess(2);
  const restarted: MailHub = { ...t, app: createServer(t.hub) };
  const again = new Visitor(restarted);
  again.setCookie("satoshop_mail", browser.cookie("satoshop_mail") ?? "");
  const busy = await again.post("/sign-in/mail/code", { code: letter.code });
  assert.is(busy.status, 429);
  assert.ok(Number(busy.headers.get("retry-after")) > 0);
  assert.is((await press(again, letter)).path, "/account", "256 bits need no such limit");
  t.shop.clock.advance(25n * 60_000n);
  const later = await asked(t);
  assert.is((await type(later.browser, later.letter.code)).path, "/account");
  await t.close();
});

test("ten mails for one address within three minutes are enough, known or not, also after a restart", async () => {
  const t = await openMailHub();
  for (const address of [MINA, "eve@example.org"]) {
    for (let count = 0; count < 10; count += 1) assert.is((await askFor(new Visitor(t), address)).status, 200);
    const restarted = new Visitor({ ...t, app: createServer(t.hub) });
    const busy = await askFor(restarted, ` ${address.toUpperCase()} `);
    assert.is(busy.status, 429);
    assert.is(busy.headers.get("retry-after"), "180");
    assert.match(wordsOf(busy), /One moment, please/);
  }
  assert.is((await t.post.deliver()).length, 10);
  t.shop.clock.advance(3n * 60_000n);
  assert.is((await askFor(new Visitor(t), MINA)).status, 200);
  await t.close();
});

test("guessing links is slowed down, and a guess opens nothing", async () => {
  const t = await openMailHub({ limits: DEFAULT_RATE_LIMITS });
  await asked(t);
  const guesser = new Visitor(t);
  const statuses = new Set<number>();
  for (let count = 0; count < 20; count += 1) {
    const token = `${"x".repeat(40)}${String(count).padStart(3, "0")}`;
    statuses.add((await guesser.post("/sign-in/link", { code: token })).status);
  }
  assert.equal(statuses, new Set([410, 429]));
  assert.not.ok(isIn(guesser));
  await t.close();
});

test("a mail scanner that opens links, runs scripts and sends every form on the way gets nothing and spoils nothing", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  await t.app.request("/sign-in/link", { method: "HEAD" });
  const scanner = new Visitor(t);
  await scanner.get("/sign-in/link");
  const question = await press(scanner, letter);
  for (const path of ["/sign-in/mail/finish", "/sign-in/mail/code", "/sign-in/mail/waiting"]) {
    await scanner.get(path);
    await scanner.post(path, { code: letter.token });
  }
  assert.not.ok(isIn(scanner));
  assert.not.match(question.html, /data-go-on|autofocus|onload/, "nothing sends itself");
  assert.is((await press(browser, letter)).path, "/account");
  await t.close();
});

test("looking at any of the pages changes nothing", async () => {
  const t = await openMailHub();
  const { browser } = await asked(t);
  const rows = () => t.hub.db.selectFrom("sign_in").selectAll().execute();
  const before = await rows();
  for (const path of ["/sign-in", "/sign-in/link", "/sign-in/mail/code", "/sign-in/mail/waiting"])
    assert.is((await browser.get(path)).headers.get("cache-control"), "no-store", path);
  assert.equal(await rows(), before);
  assert.not.ok(isIn(browser));
  await t.close();
});

test("a session that somebody put into the browser is over once the person comes in", async () => {
  const t = await openMailHub();
  const planted = await asked(t);
  await press(planted.browser, planted.letter);
  const fixed = planted.browser.cookie("satoshop_sid") ?? "";
  const { browser, letter } = await asked(t);
  browser.setCookie("satoshop_sid", fixed);
  await press(browser, letter);
  assert.is.not(browser.cookie("satoshop_sid"), fixed);
  assert.is((await planted.browser.get("/account")).status, 401);
  await t.close();
});

test("a pending cookie that somebody planted is not the one that a request is bound to", async () => {
  const t = await openMailHub();
  const browser = new Visitor(t);
  const planted = "p".repeat(43);
  browser.setCookie("satoshop_mail", planted);
  await askFor(browser, MINA);
  const letter = await letterOf(t);
  const thief = new Visitor(t);
  thief.setCookie("satoshop_mail", planted);
  assert.is((await thief.post("/sign-in/mail/code", { code: letter.code })).status, 410);
  assert.match(wordsOf(await press(thief, letter)), /Let your other screen in/);
  assert.not.ok(isIn(thief));
  await t.close();
});

test("the mail's link leads to the address that the door has, whatever the request calls it", async () => {
  const t = await openMailHub();
  const hosts = ["evil.example", "shop.lan.evil.example:3000", "xn--evil.example"];
  for (const host of hosts) {
    const form = new URLSearchParams({ address: MINA });
    await t.app.request(`http://${host}/sign-in/mail`, {
      method: "POST",
      body: form,
      headers: { Host: host, "X-Forwarded-Host": host, Forwarded: `host=${host}`, "X-Original-Host": host },
    });
  }
  const letters = await t.post.deliver();
  assert.is(letters.length, hosts.length);
  for (const letter of letters) {
    assert.ok(letter.link.startsWith("http://shop.lan:3000/sign-in/link#"), letter.link);
    assert.not.match(letter.text + letter.html, /evil/);
  }
  await t.close();
  const outside = { kind: "public", hasAdmin: false, trustedProxy: undefined } as const;
  const open = await openMailHub({ door: outside, origin: "https://shop.example" });
  const refused = await open.app.request("https://evil.example/sign-in/mail", {
    method: "POST",
    body: new URLSearchParams({ address: MINA }),
  });
  assert.is(refused.status, 421);
  assert.equal(await open.post.deliver(), []);
  await open.close();
});

test("nobody is led off the hub afterwards", async () => {
  const t = await openMailHub();
  for (const wanted of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    `/${"a".repeat(2_000)}`,
  ]) {
    const browser = new Visitor(t);
    await browser.post("/sign-in/mail", { address: MINA, wanted });
    const home = await press(browser, await letterOf(t));
    assert.ok(home.path === "/account" || home.path === "/", `${wanted} led to ${home.path}`);
    t.shop.clock.advance(60_000n);
  }
  await t.close();
});

test("an order's key is not written down as the place to go on to", async () => {
  const t = await openMailHub();
  await new Visitor(t).post("/sign-in/mail", { address: MINA, wanted: "/orders/ord_1/a-key" });
  assert.equal(await t.hub.db.selectFrom("sign_in").select("wanted").execute(), [{ wanted: "" }]);
  await t.close();
});

for (const address of [
  "mina@example.org\r\nBcc: eve@example.org",
  "mina@example.org\nBcc:eve@example.org",
  "mina@example.org%0d%0aBcc:eve@example.org",
  "mina@example.org,eve@example.org",
  "mina@example.org;eve@example.org",
  "Mina <mina@example.org>",
  "mina@example.org\0",
]) {
  test(`no header and no second reader gets into a mail by ${JSON.stringify(address)}`, async () => {
    const t = await openMailHub();
    assert.is((await new Visitor(t).post("/sign-in/mail", { address })).status, 422);
    assert.equal(await t.post.deliver(), []);
    await t.close();
  });
}

test("cookies that are too long, or no cookies of ours, are none", async () => {
  const t = await openMailHub();
  const { letter } = await asked(t);
  for (const value of ["x".repeat(8_000), "", "x".repeat(42), "x".repeat(44), "%00".repeat(15), "../../etc/passwd"]) {
    const visitor = new Visitor(t);
    visitor.setCookie("satoshop_mail", value);
    assert.is((await visitor.get("/sign-in/mail/code")).path, "/sign-in", value.slice(0, 20));
    assert.is((await visitor.post("/sign-in/mail/code", { code: letter.code })).path, "/sign-in");
    assert.match(wordsOf(await press(visitor, letter)), /Let your other screen in/);
  }
  await t.close();
});

test("whoever has the database has nothing to come in with", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  const tables = await Promise.all(
    (["sign_in", "job", "event", "email", "notice", "session"] as const).map((table) =>
      t.hub.db.selectFrom(table).selectAll().execute(),
    ),
  );
  const everything = JSON.stringify(tables, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  const secrets = [letter.token, letter.code, letter.code.replace("-", ""), browser.cookie("satoshop_mail") ?? ""];
  for (const secret of secrets) {
    assert.ok(secret.length >= 8);
    assert.not.ok(everything.toUpperCase().includes(secret.toUpperCase()));
  }
  const other = openPostOffice({ ...t.hub, secretKey: "another secret key of 32 characters" });
  await askFor(new Visitor(t), MINA);
  const [foreign] = await other.deliver();
  assert.is((await press(browser, foreign ?? letter)).status, 410, "without the hub's key no link can be made");
  await t.close();
});

test("neither the log nor any event holds a mail's link or code, or an address", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  await type(browser, WRONG);
  await press(new Visitor(t), letter);
  await press(browser, letter);
  const events = await t.hub.db.selectFrom("event").select(["type", "body", "stream"]).execute();
  const told = `${t.logged.join("")}${JSON.stringify(events)}${t.post.warnings.join("")}`;
  assert.match(told, /person\.signed-in/);
  assert.match(told, /sign-in\.failed/);
  for (const secret of [letter.token, letter.code, letter.code.replace("-", ""), MINA, "example.org"])
    assert.not.ok(told.includes(secret), secret.slice(0, 6));
  await t.close();
});
