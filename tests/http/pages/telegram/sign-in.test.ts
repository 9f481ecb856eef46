import * as assert from "uvu/assert";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import type { BotMessage, Somebody } from "../../../support/bot-api.ts";
import { askToEnter, codeOn, digitsOn, lastTo, linkedOwner, openChatWorld } from "../../../support/chat-world.ts";
import type { ChatWorld } from "../../../support/chat-world.ts";
import { suite } from "../../../support/suite.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/telegram/sign-in");

const mina = { id: 501, username: "mina" };
const mallory = { id: 666, username: "mallory" };

/** The owner's chat is linked, and another browser has asked to come in by it. */
async function asked(
  who: Somebody = mina,
): Promise<{ t: ChatWorld; browser: Visitor; page: Answer; question: BotMessage }> {
  const t = await openChatWorld();
  await linkedOwner(t, mina);
  const browser = new Visitor(t);
  const page = await askToEnter(browser);
  await t.write(who, `/start ${codeOn(page)}`);
  return { t, browser, page, question: lastTo(t, who) };
}

/** A number under the question that is not on the screen. */
function wrongNumber(question: BotMessage, page: Answer): string {
  const right = digitsOn(page);
  const wrong = question.buttons.find(({ label }) => /^\d\d$/.test(label) && label !== right);
  return wrong?.label ?? "";
}

async function states({ hub }: ChatWorld): Promise<string[]> {
  const rows = await hub.db.selectFrom("sign_in").select("state").where("purpose", "=", "chat-sign-in").execute();
  return rows.map(({ state }) => state);
}

/** Whether this browser is in, after trying what it has. */
async function comesIn(browser: Visitor): Promise<boolean> {
  await browser.post("/sign-in/telegram/finish", {});
  return (await browser.get("/account")).status === 200;
}

test("a person comes in without JavaScript: a code for the bot, the number of the screen, and a button", async () => {
  const { t, browser, page, question } = await asked();
  assert.match(page.html, /http-equiv="refresh"/);
  assert.match(question.text, /Somebody wants to sign in to Corner as you/);
  assert.match(question.text, /Way in: Owner’s door/);
  assert.is(question.buttons.filter(({ label }) => label === digitsOn(page)).length, 1);
  assert.match(wordsOf(await browser.get("/sign-in/telegram")), /Look into Telegram/);
  await t.press(mina, question, digitsOn(page));
  assert.equal([question.text, question.buttons], ["You said yes. That screen goes on now.", []]);
  const goOn = await browser.get("/sign-in/telegram");
  const inside = await browser.submit(goOn, "/sign-in/telegram/finish");
  assert.is(inside.path, "/owner");
  const sessions = await t.hub.db.selectFrom("session").select("method").orderBy("method").execute();
  assert.equal(
    sessions.map(({ method }) => method),
    ["link", "telegram"],
  );
  await t.close();
});

test("three different numbers are shown, and the right one is not always in the same place", async () => {
  const places = new Set<number>();
  for (let round = 0; round < 12 && places.size < 3; round += 1) {
    const { t, page, question } = await asked();
    const numbers = question.buttons.map(({ label }) => label).filter((label) => /^\d\d$/.test(label));
    assert.is(new Set(numbers).size, 3);
    assert.equal(numbers, numbers.toSorted());
    places.add(numbers.indexOf(digitsOn(page)));
    await t.close();
  }
  assert.is(places.size, 3);
});

test("another number, or no, ends the request at once, and is written down", async () => {
  for (const choose of [wrongNumber, () => "That is not me"]) {
    const { t, browser, page, question } = await asked();
    const before = { ...question };
    await t.press(mina, question, choose(question, page));
    assert.equal(await states(t), ["dead"]);
    assert.match(question.text, /nobody came in/);
    // The right number comes too late then.
    await t.press(mina, before, digitsOn(page));
    assert.is(await comesIn(browser), false);
    assert.match(wordsOf(await browser.get("/sign-in/telegram")), /Nobody was let in/);
    const denied = await t.hub.db.selectFrom("event").select("actor").where("type", "=", "request.denied").execute();
    assert.equal(denied, [{ actor: "nobody" }]);
    await t.close();
  }
});

test("a press from any other chat ends the request, whatever it says", async () => {
  for (const label of ["right", "That is not me"]) {
    const { t, browser, page, question } = await asked();
    await t.press(mallory, { ...question, chat: mallory.id }, label === "right" ? digitsOn(page) : label);
    assert.equal(await states(t), ["dead"]);
    await t.press(mina, question, digitsOn(page));
    assert.is(await comesIn(browser), false);
    await t.close();
  }
});

test("somebody else's press in the person's own chat, as in a group, ends the request too", async () => {
  const { t, browser, page, question } = await asked();
  await t.press(mallory, question, digitsOn(page));
  assert.equal(await states(t), ["dead"]);
  assert.is(await comesIn(browser), false);
  await t.close();
});

test("of a hundred presses at once, one counts", async () => {
  const { t, browser, page, question } = await asked();
  const shown = { ...question };
  for (let each = 0; each < 5; each += 1) t.api.press(mina, shown, digitsOn(page));
  await t.settle();
  assert.equal(await states(t), ["approved"]);
  assert.is(await comesIn(browser), true);
  assert.is(await comesIn(new Visitor(t)), false);
  assert.equal(await states(t), ["used"]);
  await t.close();
});

test("only the browser that asked comes in, and only once", async () => {
  const { t, browser, page, question } = await asked();
  await t.press(mina, question, digitsOn(page));
  const other = new Visitor(t);
  assert.is((await other.get("/sign-in/telegram")).path, "/sign-in");
  assert.is(await comesIn(other), false);
  const guessing = new Visitor(t);
  guessing.setCookie("satoshop_mail", "x".repeat(43));
  assert.is(await comesIn(guessing), false);
  const copy = new Visitor(t);
  copy.setCookie("satoshop_mail", browser.cookie("satoshop_mail") ?? "");
  assert.is(await comesIn(browser), true);
  assert.is(await comesIn(copy), false);
  await t.close();
});

test("without a yes nobody comes in, and after ten minutes a yes is none", async () => {
  const { t, browser, page, question } = await asked();
  assert.is(await comesIn(browser), false);
  t.shop.clock.advance(10n * MINUTE_MS);
  await t.press(mina, question, digitsOn(page));
  assert.match(question.text, /This is over/);
  assert.is(await comesIn(browser), false);
  assert.is((await browser.get("/sign-in/telegram")).status, 410);
  await t.close();
});

test("a chat that is linked to nobody is told so, and the screen still waits", async () => {
  const { t, browser, page, question } = await asked(mallory);
  assert.match(question.text, /linked to no account at Corner/);
  assert.equal(question.buttons, []);
  assert.equal(await states(t), ["waiting"]);
  await t.write(mina, `/start ${codeOn(page)}`);
  await t.press(mina, lastTo(t, mina), digitsOn(page));
  assert.is(await comesIn(browser), true);
  await t.close();
});

test("whoever tells the code first is asked; a second chat learns nothing", async () => {
  const { t, page } = await asked();
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId }, "Joon");
  const linking = await seller.submit(await seller.get("/account/telegram"), "/account/telegram");
  await t.write(mallory, `/start ${codeOn(linking)}`);
  await t.write(mallory, `/start ${codeOn(page)}`);
  assert.match(lastTo(t, mallory).text, /This code was used/);
  await t.close();
});

test("who is shut out, or takes the chat away, between yes and going on stays outside", async () => {
  const { t, browser, page, question } = await asked();
  await t.press(mina, question, digitsOn(page));
  await t.hub.db.updateTable("person").set({ state: "shut-out" }).execute();
  assert.is(await comesIn(browser), false);
  await t.close();

  const second = await asked();
  await second.t.hub.db.deleteFrom("telegram_chat").execute();
  await second.t.press(mina, second.question, digitsOn(second.page));
  assert.is(await comesIn(second.browser), false);
  await second.t.close();
});

test("the page leads on to where the person wanted to go, and nowhere else", async () => {
  for (const [wanted, path] of [
    ["/account", "/account"],
    ["https://evil.example/", "/"],
    ["//evil.example", "/"],
  ] as const) {
    const t = await openChatWorld();
    await linkedOwner(t, mina);
    const browser = new Visitor(t);
    const page = await browser.post("/sign-in/telegram", { wanted });
    await t.write(mina, codeOn(page));
    await t.press(mina, lastTo(t, mina), digitsOn(page));
    assert.is((await browser.post("/sign-in/telegram/finish", {})).path, path);
    await t.close();
  }
});

test("a person is asked five times in ten minutes, and no more", async () => {
  const t = await openChatWorld();
  await linkedOwner(t, mina);
  for (let each = 0; each < 6; each += 1) await t.write(mina, codeOn(await askToEnter(new Visitor(t))));
  assert.is(t.api.messages.filter(({ buttons }) => buttons.length > 0).length, 5);
  assert.match(lastTo(t, mina).text, /asked too often/);
  await t.close();
});

test("neither code nor number is stored, logged or part of any address of the hub", async () => {
  const { t, page, question } = await asked();
  await t.press(mina, question, digitsOn(page));
  const code = codeOn(page);
  const rows = await Promise.all(
    (["sign_in", "job", "event", "notice"] as const).map((table) => t.hub.db.selectFrom(table).selectAll().execute()),
  );
  const kept = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  for (const text of [kept, t.logged.join("")])
    for (const secret of [code, code.replaceAll("-", ""), t.api.token]) assert.not.ok(text.includes(secret));
  assert.not.ok(page.path.includes(code));
  await t.close();
});
