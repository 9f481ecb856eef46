import * as assert from "uvu/assert";
import { openChatWorld, askToEnter, codeOn, digitsOn, lastTo, linkedOwner } from "../support/chat-world.ts";
import type { ChatWorld } from "../support/chat-world.ts";
import { suite } from "../support/suite.ts";
import { Visitor } from "../http/pages/visitor.ts";

const test = suite("bot/start-bot");

const mina = { id: 501, username: "mina" };

function warnings({ logged }: ChatWorld): string[] {
  return logged.filter((line) => line.includes("does not hear anything"));
}

test("the bot is known by its name as soon as Telegram has told it", async () => {
  const t = await openChatWorld();
  assert.is(t.bot.name(), "corner_bot");
  assert.is(t.logged.filter((line) => line.includes("the Telegram bot listens")).length, 1);
  await t.close();
});

test("another program with the same token, or a bad line, is told of once, and the bot comes back by itself", async () => {
  const t = await openChatWorld();
  const conflict = { error_code: 409, description: "Conflict: terminated by other getUpdates request" };
  for (let each = 0; each < 3; each += 1) t.api.fail("getUpdates", conflict);
  t.api.write(mina, "hello");
  await t.settle();
  assert.is(t.bot.name(), "corner_bot");
  assert.is(warnings(t).length, 1);
  assert.match(warnings(t).join(""), /another program asks for this bot's updates/);
  await t.write(mina, "hello");
  assert.match(lastTo(t, mina).text, /This is the bot of Corner/);
  await t.close();
});

test("a line that breaks once takes the bot away from nobody; one that stays away does", async () => {
  const t = await openChatWorld();
  const listens = () => t.logged.filter((line) => line.includes("the Telegram bot listens")).length;
  const away = { error_code: 502, description: "Bad Gateway" };
  t.api.fail("getUpdates", away);
  await t.write(mina, "hello");
  assert.is(listens(), 1);
  for (let each = 0; each < 2; each += 1) t.api.fail("getUpdates", away);
  await t.write(mina, "hello");
  assert.is(listens(), 2);
  await t.close();
});

test("an update that cannot be handled is passed over, and those after it are not lost", async () => {
  const t = await openChatWorld();
  t.api.fail("sendMessage", { error_code: 500, description: "Internal Server Error" });
  t.api.write(mina, "first");
  t.api.write({ id: 502 }, "second");
  await t.settle();
  assert.equal(
    t.api.messages.map(({ chat }) => chat),
    [502],
  );
  assert.is(t.logged.filter((line) => line.includes("was not handled to its end")).length, 1);
  await t.close();
});

test("a chat that writes without end is listened to for a while only", async () => {
  const t = await openChatWorld();
  for (let each = 0; each < 25; each += 1) t.api.write(mina, `/start ${each}`);
  await t.settle();
  assert.is(t.api.messages.length, 10);
  t.shop.clock.advance(60_000n);
  await t.write(mina, "hello");
  assert.is(t.api.messages.length, 11);
  await t.close();
});

test("a press whose message is gone by then still counts", async () => {
  const t = await openChatWorld();
  await linkedOwner(t, mina);
  const browser = new Visitor(t);
  const page = await askToEnter(browser);
  await t.write(mina, codeOn(page));
  const question = lastTo(t, mina);
  t.api.messages.length = 0;
  await t.press(mina, question, digitsOn(page));
  assert.is((await browser.post("/sign-in/telegram/finish", {})).path, "/owner");
  assert.equal(t.api.flashes, ["You said yes. That screen goes on now."]);
  await t.close();
});

test("the token is in no line of the log", async () => {
  const t = await openChatWorld();
  t.api.fail("getUpdates", { error_code: 401, description: "Unauthorized" });
  t.api.fail("sendMessage", { error_code: 418, description: `a strange answer` });
  t.api.write(mina, "hello");
  await t.settle();
  assert.ok(t.logged.length > 0);
  assert.not.match(t.logged.join(""), t.api.token);
  await t.close();
});
