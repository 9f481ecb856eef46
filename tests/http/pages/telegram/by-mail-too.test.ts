import * as assert from "uvu/assert";
import { digitsOn, lastTo, linkedOwner, openChatWorld } from "../../../support/chat-world.ts";
import type { ChatWorld } from "../../../support/chat-world.ts";
import { suite } from "../../../support/suite.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/telegram/by-mail-too");

const mina = { id: 501, username: "mina" };

async function withAddress(): Promise<ChatWorld> {
  const t = await openChatWorld();
  await linkedOwner(t, mina);
  const { id } = await t.hub.db.selectFrom("person").select("id").executeTakeFirstOrThrow();
  const address = { address: "mina@example.org", person_id: id, locale: "en", verified_at_ms: 0n } as const;
  await t.hub.db.insertInto("email").values(address).execute();
  return t;
}

async function askByMail(t: ChatWorld, browser: Visitor, address: string): Promise<Answer> {
  const page = await browser.post("/sign-in/mail", { address });
  await t.settle();
  return page;
}

test("who asks to come in by mail and has linked a chat may answer there instead", async () => {
  const t = await withAddress();
  const browser = new Visitor(t);
  const page = await askByMail(t, browser, "mina@example.org");
  assert.match(wordsOf(page), /Have you linked Telegram\?/);
  await t.press(mina, lastTo(t, mina), digitsOn(page));
  const inside = await browser.submit(await browser.get("/sign-in/mail/code"), "/sign-in/mail/finish");
  assert.is(inside.path, "/owner");
  const sessions = await t.hub.db.selectFrom("session").select("method").orderBy("method").execute();
  assert.equal(
    sessions.map(({ method }) => method),
    ["link", "telegram"],
  );
  await t.close();
});

test("a no in the chat makes the letter worthless, too", async () => {
  const t = await withAddress();
  const browser = new Visitor(t);
  await askByMail(t, browser, "mina@example.org");
  await t.press(mina, lastTo(t, mina), "That is not me");
  assert.is((await browser.get("/sign-in/mail/code")).status, 410);
  await t.close();
});

test("the page says the same for an address that nobody has, and nobody is asked", async () => {
  const t = await withAddress();
  const before = t.api.messages.length;
  const [known, unknown] = [new Visitor(t), new Visitor(t)];
  const words = async (browser: Visitor, address: string) =>
    wordsOf(await askByMail(t, browser, address))
      .replaceAll(/\S+@\S+/g, "…")
      .replaceAll(/\b\d\d\b/g, "…");
  assert.is(await words(known, "mina@example.org"), await words(unknown, "nobody@example.org"));
  assert.is(t.api.messages.length, before + 1);
  await t.close();
});

test("a stranger who knows the address cannot fill the chat, nor keep its owner from coming in by it", async () => {
  const t = await withAddress();
  const before = t.api.messages.length;
  for (let each = 0; each < 8; each += 1) await askByMail(t, new Visitor(t), "mina@example.org");
  assert.is(t.api.messages.length, before + 5);
  const browser = new Visitor(t);
  const page = await browser.submit(await browser.get("/sign-in"), "/sign-in/telegram");
  const code = /start=([\w-]+)/.exec(page.html)?.[1] ?? "";
  await t.write(mina, code);
  await t.press(mina, lastTo(t, mina), digitsOn(page));
  assert.is((await browser.post("/sign-in/telegram/finish", {})).path, "/owner");
  await t.close();
});
