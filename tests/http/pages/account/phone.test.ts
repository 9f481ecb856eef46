import * as assert from "uvu/assert";
import { phoneToken } from "../../../../app/accounts/phone/phone-token.ts";
import { MINUTE_MS, SECOND_MS } from "../../../../app/domain/time.ts";
import { suite } from "../../../support/suite.ts";
import { Qr } from "../../../../ui/components/qr.ts";
import { renderPiece } from "../../../ui/page.ts";
import { openHub } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { eventsOf } from "../../read-events.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/account/phone");

async function atScreen(t: TestHub): Promise<Visitor> {
  const screen = new Visitor(t);
  await screen.signIn({ role: "seller", stallId: t.shop.stallId });
  return screen;
}

/** The screen shows a code; what is in the drawing is made here once more. */
async function show(t: TestHub, screen: Visitor): Promise<string> {
  const page = await screen.submit(await screen.get("/account/phone"), "/account/phone");
  assert.match(page.html, /<svg role="img" aria-label="Opens the sign-in page on your phone"/);
  const { id } = await t.hub.db.selectFrom("phone_link").select("id").executeTakeFirstOrThrow();
  const token = phoneToken(t.hub.secretKey, id);
  const drawn = /<path[^>]*>/.exec(renderPiece(() => Qr({ text: `http://localhost/phone#${token}`, label: "" })))?.[0];
  assert.ok(page.html.includes(drawn ?? "no drawing"));
  return token;
}

async function look(phone: Visitor, code: string): Promise<Answer> {
  return phone.submit(await phone.get("/phone"), "/phone", { code });
}

test("a phone is signed in from the screen, after showing whose account it is", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  const phone = new Visitor(t);
  const whose = await look(phone, `http://shop.lan:3000/phone#${await show(t, screen)}`);
  assert.match(wordsOf(whose), /Sign in as Mina\? You sell at a stall of this hub\./);
  assert.is(phone.cookie("satoshop_sid"), undefined, "looking signs nobody in");
  assert.is((await phone.submit(whose, "/phone/enter")).path, "/desk");
  assert.match(wordsOf(await screen.get("/account/phone")), /Your phone is signed in/);
  assert.is((await screen.get("/account")).status, 200, "the screen stays signed in");
  await t.close();
});

test("the code is good for one minute and one phone", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  const code = await show(t, screen);
  const [first, second] = [new Visitor(t), new Visitor(t)];
  const seen = [await look(first, code), await look(second, code)] as const;
  assert.is((await first.submit(seen[0], "/phone/enter")).path, "/desk");
  const late = await second.submit(seen[1], "/phone/enter");
  assert.is(late.status, 410);
  assert.match(wordsOf(late), /was used, or is older than a minute/);
  const another = await show(t, screen);
  t.shop.clock.advance(60n * SECOND_MS);
  assert.is((await look(new Visitor(t), another)).status, 410);
  assert.match(wordsOf(await screen.get("/account/phone")), /The code has run out/);
  await t.close();
});

test("the screen hears of it without being asked", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  const code = await show(t, screen);
  const headers = { Cookie: `satoshop_sid=${screen.cookie("satoshop_sid")}` };
  const stream = await t.app.request("/account/phone/events", { headers });
  const events = eventsOf(stream);
  const heard = events.next();
  const phone = new Visitor(t);
  await phone.submit(await look(phone, code), "/phone/enter");
  assert.equal((await heard).value, { id: "1", data: {} }, "that something happened, and nothing else");
  await events.return(undefined);
  await t.close();
});

test("without scripts the screen looks again by itself, as long as the code is good", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  assert.not.match((await screen.get("/account/phone")).html, /http-equiv="refresh"/);
  await show(t, screen);
  assert.match((await screen.get("/account/phone")).html, /<noscript><meta http-equiv="refresh" content="5"/);
  await t.close();
});

test("showing a code asks for a proof from the last five minutes", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  t.shop.clock.advance(5n * MINUTE_MS);
  for (const page of [await screen.get("/account/phone"), await screen.post("/account/phone", {})])
    assert.is(page.status, 403);
  assert.equal(await t.hub.db.selectFrom("phone_link").selectAll().execute(), []);
  await t.close();
});

test("a screen that knows the hub as localhost says that no phone can open that", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  assert.match(wordsOf(await screen.get("/account/phone")), /calls the hub localhost, and no phone can open that/);
  await t.close();
});

test("a code of nobody's opens nothing, and the try is written down", async () => {
  const t = await openHub();
  for (const code of ["", "x", "x".repeat(43)]) assert.is((await look(new Visitor(t), code)).status, 410);
  const { body } = await t.hub.db
    .selectFrom("event")
    .select("body")
    .where("type", "=", "sign-in.failed")
    .executeTakeFirstOrThrow();
  assert.match(body, /"by":"screen"/);
  await t.close();
});

test("the code is not in the database, the log or an event", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  const code = await show(t, screen);
  const phone = new Visitor(t);
  await phone.submit(await look(phone, code), "/phone/enter");
  const { db } = t.hub;
  const tables = [
    await db.selectFrom("phone_link").selectAll().execute(),
    await db.selectFrom("event").selectAll().execute(),
  ];
  const rows = tables.flat().map((row) => Object.values(row).map(String).join(" "));
  assert.ok(rows.length > 3);
  assert.not.ok(`${rows.join("\n")}${t.logged.join("")}`.includes(code));
  await t.close();
});

test("what a screen hears ends with its session, and no other screen's does", async () => {
  const t = await openHub();
  const screen = await atScreen(t);
  const phone = new Visitor(t);
  await phone.submit(await look(phone, await show(t, screen)), "/phone/enter");
  const hearing = async (visitor: Visitor) => {
    const headers = { Cookie: `satoshop_sid=${visitor.cookie("satoshop_sid")}` };
    return eventsOf(await t.app.request("/account/phone/events", { headers }));
  };
  const [ofScreen, ofPhone] = [await hearing(screen), await hearing(phone)];
  const [last, still] = [ofScreen.next(), ofPhone.next()];
  await phone.submit(await phone.get("/account"), "/account/devices/end-others");
  assert.equal((await last).value, { id: "1", data: {} }, "so that the page looks and finds itself signed out");
  assert.equal(await ofScreen.next(), { done: true, value: undefined });
  assert.is((await still).done, false);
  const next = ofPhone.next();
  await show(t, phone);
  assert.is((await next).done, false, "the other one goes on");
  await ofPhone.return(undefined);
  await t.close();
});
