import * as assert from "uvu/assert";
import { forgetSessions } from "../../app/accounts/forget-sessions.ts";
import { invite } from "../../app/accounts/invite.ts";
import { phoneToken } from "../../app/accounts/phone/phone-token.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../app/domain/time.ts";
import { suite } from "../support/suite.ts";
import { Wallet } from "../support/wallet.ts";
import { MINA, askFor, asked, isIn, letterOf, openMailHub, press, type } from "./pages/mail/mailbox.ts";
import type { MailHub } from "./pages/mail/mailbox.ts";
import { again } from "./pages/people/come-in.ts";
import { Visitor, linkIn } from "./pages/visitor.ts";

const test = suite("http/set-back-clock");

/** A board without a clock of its own, a few seconds after its power came back. */
const BOOTED = 5_000n;

async function minaIn(t: MailHub): Promise<Visitor> {
  return (await again(t, { id: t.mina.id, role: "buyer" })).visitor;
}

test("a proof of before is not fresh again when the clock is back in 1970, and a new one is", async () => {
  const t = await openMailHub();
  const mina = await minaIn(t);
  t.shop.clock.advance(6n * MINUTE_MS);
  assert.is((await mina.get("/account/addresses")).status, 403);
  t.shop.clock.set(BOOTED);
  assert.is((await mina.get("/account")).status, 200, "nobody is signed out by a power cut");
  assert.is((await mina.get("/account/addresses")).status, 403);
  const asks = await mina.submit(await mina.get("/account/confirm"), "/account/confirm/mail");
  await mina.submit(asks, "/account/confirm/code", { code: (await letterOf(t)).code });
  assert.is((await mina.get("/account/addresses")).status, 200);
  await t.close();
});

test("links, codes and questions that ran out stay worthless when the clock is back in 1970", async () => {
  const t = await openMailHub();
  const [byLink, byCode] = [await asked(t), await asked(t)];
  const { token } = await invite(t.hub, { role: "seller", stallId: t.shop.stallId });
  const screen = await minaIn(t);
  await screen.post("/account/phone", {});
  const { id } = await t.hub.db.selectFrom("phone_link").select("id").executeTakeFirstOrThrow();
  const browser = new Visitor(t);
  const question = await browser.submit(await browser.get("/sign-in"), "/sign-in/wallet");
  const lnurl = linkIn(question, /^lightning:/).slice("lightning:".length);
  t.shop.clock.advance(30n * DAY_MS);
  t.shop.clock.set(BOOTED);

  assert.is((await press(byLink.browser, byLink.letter)).status, 410);
  assert.is((await byCode.browser.post("/sign-in/mail/code", { code: byCode.letter.code })).status, 410);
  assert.is((await new Visitor(t).post("/join", { code: token, name: "Eve" })).status, 410);
  for (const path of ["/phone", "/phone/enter"])
    assert.is((await new Visitor(t).post(path, { code: phoneToken(t.hub.secretKey, id) })).status, 410, path);
  const answer = await t.app.request(new Wallet("any").answerTo(lnurl).href);
  assert.match(await answer.text(), '"status":"ERROR"');
  for (const visitor of [byLink.browser, byCode.browser]) assert.not.ok(isIn(visitor));
  await t.close();
});

test("a session that was over does not come back with the clock", async () => {
  const t = await openMailHub();
  const mina = await minaIn(t);
  t.shop.clock.advance(90n * DAY_MS);
  assert.is((await mina.get("/account")).status, 401);
  await forgetSessions(t.hub.db, t.hub.clock());
  t.shop.clock.set(BOOTED);
  assert.is((await mina.get("/account")).status, 401);
  await t.close();
});

test("who comes in while it is 1970 is signed out by the true time, and not before", async () => {
  const t = await openMailHub();
  const now = t.hub.clock();
  t.shop.clock.set(BOOTED);
  const mina = new Visitor(t);
  await askFor(mina, MINA);
  assert.is((await type(mina, (await letterOf(t)).code)).path, "/account");
  t.shop.clock.advance(HOUR_MS);
  assert.is((await mina.get("/account")).status, 200);
  t.shop.clock.set(now);
  assert.is((await mina.get("/account")).status, 401);
  await t.close();
});
