import * as assert from "uvu/assert";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import { digitsOn, lastTo, linkedOwner, openChatWorld } from "../../../support/chat-world.ts";
import { suite } from "../../../support/suite.ts";
import { Visitor, wordsOf } from "../visitor.ts";

const test = suite("http/pages/telegram/confirm");

const mina = { id: 501, username: "mina" };

test("a person proves in their chat that it is them, and goes on to what they wanted to do", async () => {
  const t = await openChatWorld();
  const owner = await linkedOwner(t, mina);
  t.shop.clock.advance(6n * MINUTE_MS);
  const token = owner.cookie("satoshop_sid");
  const choose = await owner.get("/account/confirm?wanted=%2Faccount%2Ftelegram");
  const waiting = await owner.submit(choose, "/account/confirm/telegram");
  await t.settle();
  assert.match(lastTo(t, mina).text, /Corner wants to know whether it is you/);
  const looking = await owner.get("/account/confirm/telegram");
  assert.is(digitsOn(looking), digitsOn(waiting));
  assert.not.match(looking.html, /t\.me/, "the chat is known already");
  await t.press(mina, lastTo(t, mina), digitsOn(waiting));
  const after = await owner.submit(await owner.get("/account/confirm/telegram"), "/account/confirm/telegram/finish");
  assert.is(after.path, "/account/telegram");
  assert.is(after.status, 200);
  assert.is.not(owner.cookie("satoshop_sid"), token, "the session goes on under another token");
  const proved = await t.hub.db.selectFrom("event").select("body").where("type", "=", "person.proved").execute();
  assert.match(proved.at(-1)?.body ?? "", /"by":"telegram"/);
  await t.close();
});

test("a no, or a yes to another person's question, proves nothing", async () => {
  const t = await openChatWorld();
  const owner = await linkedOwner(t, mina);
  t.shop.clock.advance(6n * MINUTE_MS);
  await owner.submit(await owner.get("/account/confirm"), "/account/confirm/telegram");
  await t.settle();
  await t.press(mina, lastTo(t, mina), "That is not me");
  assert.is((await owner.post("/account/confirm/telegram/finish", {})).status, 410);
  assert.is((await owner.get("/account/telegram")).status, 403);

  const waiting = await owner.submit(await owner.get("/account/confirm"), "/account/confirm/telegram");
  await t.settle();
  await t.press(mina, lastTo(t, mina), digitsOn(waiting));
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId }, "Joon");
  t.shop.clock.advance(6n * MINUTE_MS);
  seller.setCookie("satoshop_mail", owner.cookie("satoshop_mail") ?? "");
  assert.is((await seller.post("/account/confirm/telegram/finish", {})).status, 410);
  assert.is((await seller.get("/account/telegram")).status, 403);
  await t.close();
});

test("a request to prove lets nobody in, and one to come in proves nothing", async () => {
  const t = await openChatWorld();
  const owner = await linkedOwner(t, mina);
  const waiting = await owner.submit(await owner.get("/account/confirm"), "/account/confirm/telegram");
  await t.settle();
  await t.press(mina, lastTo(t, mina), digitsOn(waiting));
  const other = new Visitor(t);
  other.setCookie("satoshop_mail", owner.cookie("satoshop_mail") ?? "");
  await other.post("/sign-in/telegram/finish", {});
  await other.post("/sign-in/mail/finish", {});
  assert.is((await other.get("/account")).status, 401);
  await t.close();
});

test("who has linked no chat is not offered one, and cannot ask", async () => {
  const t = await openChatWorld();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  assert.not.match(wordsOf(await owner.get("/account/confirm")), /Telegram/);
  assert.is((await owner.post("/account/confirm/telegram", {})).status, 404);
  await t.close();
});

test("a thief with a cookie can ask five times in ten minutes, and no more", async () => {
  const t = await openChatWorld();
  const owner = await linkedOwner(t, mina);
  const statuses = [];
  for (let each = 0; each < 6; each += 1) statuses.push((await owner.post("/account/confirm/telegram", {})).status);
  await t.settle();
  assert.equal(statuses, [200, 200, 200, 200, 200, 429]);
  await t.close();
});
