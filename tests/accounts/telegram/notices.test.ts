import * as assert from "uvu/assert";
import { NOTICES, notify } from "../../../app/accounts/notify.ts";
import type { NoticeKind } from "../../../app/accounts/notify.ts";
import { transact } from "../../../app/db/transact.ts";
import { BLOCKED, BUSY, MOVED, NOT_FOUND } from "../../support/bot-api.ts";
import { lastTo, linkedOwner, openChatWorld } from "../../support/chat-world.ts";
import type { ChatWorld } from "../../support/chat-world.ts";
import { suite } from "../../support/suite.ts";

const test = suite("accounts/telegram/notices");

const mina = { id: 501, username: "mina" };

async function withChat(
  language = "en",
): Promise<{ t: ChatWorld; tell: (kind: NoticeKind, about?: string) => Promise<void> }> {
  const t = await openChatWorld();
  await linkedOwner(t, { ...mina, language });
  const { id } = await t.hub.db.selectFrom("person").select("id").executeTakeFirstOrThrow();
  const tell = async (kind: NoticeKind, about?: string) => {
    await transact(t.hub.db, (tx) => notify(tx, t.hub, id, kind, about));
    await t.settle();
  };
  return { t, tell };
}

function chats({ hub }: ChatWorld) {
  return hub.db.selectFrom("telegram_chat").select("chat_id").execute();
}

function notices({ hub }: ChatWorld) {
  return hub.db.selectFrom("notice").select(["channel", "state"]).orderBy("id").execute();
}

test("everything that can be told of has words for the chat, in both languages", async () => {
  for (const language of ["en", "ko"]) {
    const { t, tell } = await withChat(language);
    for (const kind of NOTICES) {
      await tell(kind);
      const { text, buttons } = lastTo(t, mina);
      assert.match(text, /^Corner: /);
      assert.not.match(text, /undefined|\{\w+\}|https?:/);
      assert.is(/[가-힣]/.test(text), language === "ko", text);
      assert.equal(buttons, []);
    }
    assert.is(new Set(t.api.messages.map(({ text }) => text)).size, NOTICES.length + 1);
    await t.close();
  }
});

test("money of an order is told of with its number, and with what there is to do", async () => {
  const { t, tell } = await withChat();
  await tell("payment-reversed", "ord_01k97f3k9q2m");
  const { text } = lastTo(t, mina);
  assert.match(text, /The network took a payment back/);
  assert.match(text, /It is about order 7F3K-9Q2M\.[\s\S]*do not send its goods before it is paid once more/);
  assert.not.match(text, /Not you\?|ord_/);
  await t.close();
});

test("a chat that blocked the bot is not linked any more, and other places hear of it", async () => {
  for (const failure of [BLOCKED, NOT_FOUND]) {
    const { t, tell } = await withChat();
    const { id } = await t.hub.db.selectFrom("person").select("id").executeTakeFirstOrThrow();
    const address = { address: "mina@example.org", person_id: id, locale: "en", verified_at_ms: 0n } as const;
    await t.hub.db.insertInto("email").values(address).execute();
    t.api.refuse(mina.id, failure);
    await tell("key-added");
    assert.equal(await chats(t), []);
    assert.equal(
      t.letters.map(({ subject }) => subject),
      ["Corner: A key was added to your account", "Corner: Your Telegram chat is not linked any more"],
    );
    const lost = await t.hub.db.selectFrom("event").select("stream").where("type", "=", "chat.lost").execute();
    assert.equal(lost, [{ stream: id }]);
    await t.close();
  }
});

test("a chat that has moved is followed, and hears of it where it is now", async () => {
  const { t, tell } = await withChat();
  t.api.refuse(mina.id, MOVED(-100_777));
  await tell("key-added");
  assert.match(lastTo(t, { id: -100_777 }).text, /A key was added/);
  assert.equal(await chats(t), [{ chat_id: "-100777" }]);
  await t.close();
});

test("what Telegram does not take now is told later, and nothing is asked in between", async () => {
  const { t, tell } = await withChat();
  t.api.fail("sendMessage", BUSY(40));
  await transact(t.hub.db, async () => undefined);
  const asked = t.api.asked.get("sendMessage") ?? 0;
  await tell("key-added");
  assert.equal(await notices(t), [{ channel: "telegram", state: "waiting" }]);
  t.shop.clock.advance(41_000n);
  // The bot itself keeps still as well, and comes back by itself.
  await t.settle();
  t.shop.clock.advance(3_600_000n);
  await t.settle();
  assert.equal(await notices(t), [{ channel: "telegram", state: "sent" }]);
  assert.is(t.api.asked.get("sendMessage"), asked + 2);
  await t.close();
});
