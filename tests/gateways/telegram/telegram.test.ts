import * as assert from "uvu/assert";
import { Misconfigured, NotApplied } from "../../../app/domain/outcome.ts";
import type { ChatMessage, TelegramPort } from "../../../app/gateways/telegram/port.ts";
import { telegramBot } from "../../../app/gateways/telegram/telegram.ts";
import { BLOCKED, BUSY, MOVED, NOT_FOUND, openBotApi } from "../../support/bot-api.ts";
import type { BotApi, BotMessage } from "../../support/bot-api.ts";
import { rejects, suite } from "../../support/suite.ts";
import { testClock } from "../../support/world.ts";

const test = suite("gateways/telegram");

const mina = { id: 501, username: "mina", language: "ko" };
const signal = new AbortController().signal;

async function openWorld() {
  const api = await openBotApi();
  const clock = testClock();
  const bot = telegramBot({ token: api.token, apiRoot: api.root, clock });
  return { api, clock, bot, ask: (changes: Partial<ChatMessage> = {}) => bot.send({ ...question, ...changes }) };
}

const question: ChatMessage = {
  chatId: "501",
  text: "Sign in? <b>&amp; *",
  buttons: [
    [
      { label: "17", data: "a:17" },
      { label: "42", data: "a:42" },
    ],
    [{ label: "No", data: "a:no" }],
  ],
};

function first({ messages }: BotApi): BotMessage {
  const [message] = messages;
  if (message === undefined) throw new Error("nothing was sent");
  return message;
}

test("it tells the name under which people find it, and takes back a webhook that would keep updates away", async () => {
  const { api, bot } = await openWorld();
  api.setWebhook();
  assert.is((await rejects(bot.poll(0, signal))).name, "Misconfigured");
  assert.equal(await bot.begin(signal), { username: "corner_bot" });
  api.write(mina, "hello");
  assert.is((await bot.poll(0, signal)).length, 1);
  await api.close();
});

test("a message arrives as it is written, with its buttons", async () => {
  const { api, ask } = await openWorld();
  assert.equal(await ask(), { kind: "sent" });
  const message = first(api);
  assert.equal([message.chat, message.text], [501, question.text]);
  assert.equal(message.buttons, question.buttons.flat());
  await api.close();
});

test("what people write and press comes once, in order, and again only until the next question", async () => {
  const { api, bot, ask } = await openWorld();
  await ask();
  api.write(mina, "/start k7f3");
  api.press(mina, first(api), "42");
  const updates = await bot.poll(0, signal);
  assert.equal(await bot.poll(0, signal), updates);
  const [text, press] = updates;
  assert.equal(
    { ...text, id: 0 },
    { kind: "text", id: 0, chatId: "501", text: "/start k7f3", name: "@mina", language: "ko" },
  );
  const { messageId } = press?.kind === "press" ? press : { messageId: 0 };
  assert.is(messageId, first(api).id);
  assert.ok(press?.kind === "press" && press.isOwn && press.data === "a:42" && press.chatId === "501");
  api.write(mina, "later");
  const later = await bot.poll((press?.id ?? 0) + 1, signal);
  assert.equal(
    later.map((update) => update.kind === "text" && update.text),
    ["later"],
  );
  await api.close();
});

test("where others read along, nothing is taken from anybody", async () => {
  const { api, bot } = await openWorld();
  api.write(mina, "/start k7f3", { id: -100, type: "supergroup" });
  api.press(mina, { id: 7, chat: -100, text: "", buttons: [{ label: "42", data: "a:42" }] }, "42");
  api.press({ id: 502 }, { id: 7, chat: 501, text: "", buttons: [{ label: "42", data: "a:42" }] }, "42");
  const updates = await bot.poll(0, signal);
  assert.equal(
    updates.map((update) => (update.kind === "press" ? update.isOwn : update.kind)),
    ["other", false, false],
  );
  await api.close();
});

test("an answered question is replaced and its button let go; what is gone by then is no failure", async () => {
  const { api, bot, ask } = await openWorld();
  await ask();
  const { id } = first(api);
  await bot.replace({ chatId: "501", messageId: id }, "Done.");
  assert.equal([first(api).text, first(api).buttons], ["Done.", []]);
  await bot.replace({ chatId: "501", messageId: 9_999 }, "Done.");
  await bot.answer("p1", "Thanks");
  assert.equal(api.flashes, ["Thanks"]);
  api.fail("answerCallbackQuery", { error_code: 400, description: "Bad Request: query is too old" });
  await bot.answer("p1", "Thanks");
  await api.close();
});

test("a chat that blocked the bot, was removed or never was is gone; one that moved says where to", async () => {
  const { api, ask } = await openWorld();
  const outcomes = [];
  for (const failure of [
    BLOCKED,
    NOT_FOUND,
    { error_code: 403, description: "Forbidden: bot was kicked from the group chat" },
    { error_code: 403, description: "Forbidden: user is deactivated" },
    { error_code: 400, description: "Bad Request: PEER_ID_INVALID" },
    MOVED(-100_777),
  ]) {
    api.fail("sendMessage", failure);
    outcomes.push(await ask());
  }
  assert.equal(outcomes, [
    ...Array.from({ length: 5 }, () => ({ kind: "gone" })),
    { kind: "moved", chatId: "-100777" },
  ]);
  await api.close();
});

test("when Telegram says how long to wait, nothing at all is asked until then", async () => {
  const { api, clock, bot, ask } = await openWorld();
  api.fail("sendMessage", BUSY(30));
  assert.instance(await rejects(ask()), NotApplied);
  clock.advance(29_000n);
  assert.instance(await rejects(ask()), NotApplied);
  assert.instance(await rejects(bot.poll(0, signal)), NotApplied);
  assert.equal([api.asked.get("sendMessage"), api.asked.get("getUpdates")], [1, undefined]);
  clock.advance(1_000n);
  assert.equal(await ask(), { kind: "sent" });
  await api.close();
});

test("of two programs with one token the one that is cut off says so", async () => {
  const { api, bot } = await openWorld();
  const cutOff = rejects(bot.poll(0, signal));
  await api.settled();
  const other = telegramBot({ token: api.token, apiRoot: api.root, clock: testClock() });
  const polling = new AbortController();
  const polled = other.poll(0, polling.signal).catch(() => "aborted");
  const error = await cutOff;
  assert.instance(error, Misconfigured);
  assert.match(error.message, "another program asks for this bot's updates");
  polling.abort();
  assert.is(await polled, "aborted");
  await api.close();
});

test("every failure is one of three, and none of them holds the token, a chat or a text", async () => {
  const { api, clock, ask } = await openWorld();
  const errors: Error[] = [];
  api.fail("sendMessage", { error_code: 502, description: "Bad Gateway" });
  errors.push(await rejects(ask()));
  const stranger = telegramBot({ token: "999:wrong-token-of-nobody", apiRoot: api.root, clock });
  errors.push(await rejects(stranger.send(question)));
  await api.close();
  const nowhere = telegramBot({ token: api.token, apiRoot: "http://127.0.0.1:1", clock });
  errors.push(await rejects(nowhere.begin(signal)));
  assert.equal(
    errors.map(({ name }) => name),
    ["OutcomeUnknown", "Misconfigured", "NotApplied"],
  );
  for (const error of errors) {
    assert.is(error.cause, undefined);
    assert.not.match(`${error.message} ${error.stack}`, /999:|123456:|501|Sign in/);
  }
});

test("whoever waits for updates is let go when the hub stops", async () => {
  const { api, bot } = await openWorld();
  const stopping = new AbortController();
  const polled = rejects((bot satisfies TelegramPort).poll(0, stopping.signal));
  await api.settled();
  stopping.abort();
  await polled;
  await api.close();
});
