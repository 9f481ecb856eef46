import * as assert from "uvu/assert";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import { codeOn, lastTo, linkChat, linkedOwner, openChatWorld } from "../../../support/chat-world.ts";
import type { ChatWorld } from "../../../support/chat-world.ts";
import { suite } from "../../../support/suite.ts";
import { openHub } from "../../hub.ts";
import { Visitor, wordsOf } from "../visitor.ts";

const test = suite("http/pages/telegram/link");

const mina = { id: 501, username: "mina" };
const joon = { id: 502, language: "ko" };

function chats({ hub }: ChatWorld) {
  return hub.db.selectFrom("telegram_chat").select(["chat_id", "name", "locale"]).execute();
}

test("a person links a chat with the code of their screen, and the page notices by itself", async () => {
  const t = await openChatWorld();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const shown = await owner.submit(await owner.get("/account/telegram"), "/account/telegram");
  assert.match(shown.html, /http-equiv="refresh"/);
  await t.write(mina, `/start ${codeOn(shown)}`);
  assert.match(lastTo(t, mina).text, /linked to the account of Mina at Corner/);
  assert.equal(await chats(t), [{ chat_id: "501", name: "@mina", locale: "en" }]);
  const done = await owner.get("/account/telegram/code");
  assert.match(wordsOf(done), /Telegram is linked .*@mina is linked/);
  assert.not.match(done.html, /http-equiv="refresh"/);
  assert.match(wordsOf(await owner.get("/account")), /@mina is linked/);
  await t.close();
});

test("a code may be typed by hand, in capitals, in groups or without, with letters that look alike", async () => {
  const t = await openChatWorld();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const shown = await owner.submit(await owner.get("/account/telegram"), "/account/telegram");
  const typed = codeOn(shown).toUpperCase().replaceAll("0", "O").replaceAll("1", "l").replaceAll("-", " ");
  await t.write(mina, typed);
  assert.is((await chats(t)).length, 1);
  await t.close();
});

test("a code is good once, for ten minutes, and the code of another page than the last is over", async () => {
  const t = await openChatWorld();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const begin = async () => owner.submit(await owner.get("/account/telegram"), "/account/telegram");
  const replaced = codeOn(await begin());
  const late = codeOn(await begin());
  await t.write(mina, `/start ${replaced}`);
  assert.match(lastTo(t, mina).text, /was used, or is older/);
  t.shop.clock.advance(10n * MINUTE_MS);
  await t.write(mina, `/start ${late}`);
  assert.equal(await chats(t), []);
  assert.is((await owner.get("/account/telegram/code")).status, 410);
  await owner.signIn({ role: "owner" });
  const good = codeOn(await begin());
  await t.write(mina, `/start ${good}`);
  await t.write(joon, `/start ${good}`);
  assert.match(lastTo(t, joon).text, /이미 쓴 코드/);
  assert.equal(
    (await chats(t)).map(({ chat_id }) => chat_id),
    ["501"],
  );
  await t.close();
});

test("a chat belongs to one account, and the page that asked says that it got none", async () => {
  const t = await openChatWorld();
  await linkedOwner(t, mina);
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId }, "Joon");
  const after = await linkChat(t, seller, mina);
  assert.match(lastTo(t, mina).text, /linked to another account at Corner already/);
  assert.match(wordsOf(after), /This chat was not linked/);
  assert.is((await chats(t)).length, 1);
  await t.close();
});

test("a new chat takes the place of the old one, which is told of it", async () => {
  const t = await openChatWorld();
  const owner = await linkedOwner(t, mina);
  await linkChat(t, owner, joon);
  assert.match(lastTo(t, mina).text, /A Telegram chat was linked to your account/);
  assert.match(lastTo(t, joon).text, /연결했어요/);
  assert.equal(
    (await chats(t)).map(({ chat_id, locale }) => [chat_id, locale]),
    [["502", "ko"]],
  );
  await t.close();
});

test("a person's addresses hear of a chat that is linked, and of one that is taken away", async () => {
  const t = await openChatWorld();
  const owner = await linkedOwner(t, mina);
  const person = await t.hub.db.selectFrom("person").select("id").executeTakeFirstOrThrow();
  const address = { address: "mina@example.org", person_id: person.id, locale: "en", verified_at_ms: 0n } as const;
  await t.hub.db.insertInto("email").values(address).execute();
  await linkChat(t, owner, joon);
  await owner.submit(await owner.get("/account/telegram"), "/account/telegram/remove");
  await t.settle();
  assert.equal(
    t.letters.map(({ subject }) => subject),
    ["Corner: A Telegram chat was linked to your account", "Corner: Your Telegram chat is not linked any more"],
  );
  assert.match(lastTo(t, joon).text, /연결이 끊겼어요/);
  assert.equal(await chats(t), []);
  await t.close();
});

test("whoever has no other way in keeps the chat", async () => {
  const t = await openChatWorld();
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId }, "Joon");
  await linkChat(t, seller, joon);
  const page = await seller.get("/account/telegram");
  assert.not.match(page.html, /\/account\/telegram\/remove/);
  assert.match(wordsOf(page), /last way into your account/);
  assert.is((await seller.post("/account/telegram/remove", {})).status, 409);
  assert.is((await chats(t)).length, 1);
  await t.close();
});

test("linking and removing ask for a fresh proof; looking at the code that one has asked for does not", async () => {
  const t = await openChatWorld();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  await owner.submit(await owner.get("/account/telegram"), "/account/telegram");
  t.shop.clock.advance(6n * MINUTE_MS);
  assert.match(codeOn(await owner.get("/account/telegram/code")), /^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
  for (const path of ["/account/telegram", "/account/telegram/remove"])
    assert.is((await owner.post(path, {})).status, 403, path);
  assert.is((await owner.get("/account/telegram")).status, 403);
  await t.close();
});

test("only the browser that asked sees the code", async () => {
  const t = await openChatWorld();
  const [here, there] = [new Visitor(t), new Visitor(t)];
  await here.signIn({ role: "owner" });
  await there.signIn({ role: "owner" });
  await here.submit(await here.get("/account/telegram"), "/account/telegram");
  assert.is((await there.get("/account/telegram/code")).path, "/account/telegram");
  await t.close();
});

test("in a group nothing is linked", async () => {
  const t = await openChatWorld();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const shown = await owner.submit(await owner.get("/account/telegram"), "/account/telegram");
  t.api.write(mina, `/start ${codeOn(shown)}`, { id: -100_1, type: "supergroup" });
  await t.settle();
  assert.equal([await chats(t), t.api.messages], [[], []]);
  await t.close();
});

test("a hub without a bot that answers offers Telegram nowhere, and takes none", async () => {
  const t = await openHub();
  const owner = new Visitor(t);
  for (const path of ["/sign-in", "/join"]) assert.not.match((await owner.get(path)).html, /telegram/i);
  await owner.signIn({ role: "owner" });
  for (const path of ["/account", "/account/confirm"]) assert.not.match((await owner.get(path)).html, /telegram/i);
  for (const path of ["/sign-in/telegram", "/account/telegram", "/account/confirm/telegram"])
    assert.is((await owner.post(path, {})).status, 404, path);
  assert.equal(await t.hub.db.selectFrom("sign_in").selectAll().execute(), []);
  await t.close();
});

test("what the hub knows of a chat is taken along with a person's data, and goes with the account", async () => {
  const t = await openChatWorld();
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId }, "Joon");
  await linkChat(t, seller, joon);
  assert.match((await seller.get("/account/export")).html, /"chat_id":\s*"502"/);
  await seller.submit(await seller.get("/account/erase"), "/account/erase", { sure: "yes" });
  assert.equal(await chats(t), []);
  await t.close();
});
