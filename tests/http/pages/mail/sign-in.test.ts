import * as assert from "uvu/assert";
import { suite } from "../../../support/suite.ts";
import { Visitor, formIn, linkIn, wordsOf } from "../visitor.ts";
import { MINA, askFor, asked, isIn, letterOf, openMailHub, press, type } from "./mailbox.ts";

const test = suite("http/pages/mail/sign-in");

test("the link in the mail lets in the browser that asked, after a button was pressed", async () => {
  const t = await openMailHub();
  const { browser, page, letter } = await asked(t);
  assert.match(wordsOf(page), /Look into your mail.*mina@example\.org/);
  assert.is(letter.to, MINA);
  assert.match(letter.link, /^http:\/\/shop\.lan:3000\/sign-in\/link#[\w-]{43}$/);
  const door = await browser.get("/sign-in/link");
  assert.equal(formIn(door.html.replace('class="needs-script" ', ""), "/sign-in/link").fields, [["code", ""]]);
  assert.not.ok(isIn(browser));
  const home = await press(browser, letter);
  assert.is(home.path, "/account");
  assert.ok(isIn(browser));
  assert.is(browser.cookie("satoshop_mail"), undefined);
  await t.close();
});

test("the code in the mail does the same, however it is typed", async () => {
  const t = await openMailHub();
  for (const spell of [
    (code: string) => code,
    (code: string) => code.toLowerCase().replace("-", " "),
    (code: string) => ` ${code.replace("-", "").replaceAll("0", "O").replaceAll("1", "l")} `,
  ]) {
    const { browser, letter } = await asked(t);
    assert.is((await type(browser, spell(letter.code))).path, "/account", spell(letter.code));
  }
  await t.close();
});

test("in another browser the link lets nobody in, but can say yes to the one that waits", async () => {
  const t = await openMailHub();
  const { browser, page, letter } = await asked(t);
  const phone = new Visitor(t);
  const question = await press(phone, letter);
  assert.is(question.status, 200);
  assert.match(wordsOf(question), /Let your other screen in\?/);
  assert.not.ok(isIn(phone));
  const digits = /The number is (\d\d)\./.exec(page.html)?.[1] ?? "";
  assert.match(digits, /^\d\d$/);
  // Icons are full of numbers; what can be read or is sent along has none.
  assert.not.match(wordsOf(question), /\d/, "who does not see the screen is not told its number");
  assert.not.match(question.html, new RegExp(`value="${digits}"`));

  const waiting = await browser.get("/sign-in/mail/waiting");
  assert.match(waiting.html, /<noscript><meta http-equiv="refresh" content="5"/);
  assert.match(wordsOf(waiting), new RegExp(`\\b${digits}\\b`));
  const yes = await phone.submit(question, "/sign-in/link/answer", { digits });
  assert.match(wordsOf(yes), new RegExp(`Your other screen is in.*\\b${digits}\\b`));
  assert.not.ok(isIn(phone));

  const goesOn = await browser.get("/sign-in/mail/waiting");
  assert.not.match(goesOn.html, /http-equiv="refresh"/);
  assert.not.ok(isIn(browser), "looking again lets nobody in");
  assert.is((await browser.submit(goesOn, "/sign-in/mail/finish")).path, "/account");
  assert.ok(isIn(browser));
  await t.close();
});

test("a number that the waiting screen does not show ends the request", async () => {
  const t = await openMailHub();
  const { browser, page, letter } = await asked(t);
  const digits = /The number is (\d\d)\./.exec(page.html)?.[1] ?? "";
  const wrong = digits === "47" ? "48" : "47";
  const phone = new Visitor(t);
  const answer = await phone.submit(await press(phone, letter), "/sign-in/link/answer", { digits: wrong });
  assert.is(answer.status, 422);
  assert.match(wordsOf(answer), /That is another number/);
  assert.is((await phone.post("/sign-in/link/answer", { code: letter.token, digits })).status, 410);
  assert.is((await browser.get("/sign-in/mail/waiting")).status, 410);
  assert.is((await browser.post("/sign-in/mail/finish", {})).status, 410);
  assert.is((await browser.post("/sign-in/mail/code", { code: letter.code })).status, 410);
  assert.not.ok(isIn(browser));
  await t.close();
});

test("whoever says that it was not them ends the request", async () => {
  const t = await openMailHub();
  const { browser, letter } = await asked(t);
  const phone = new Visitor(t);
  await phone.post("/sign-in/link/answer", { code: letter.token, no: "1" });
  assert.is((await press(browser, letter)).status, 410);
  assert.not.ok(isIn(browser));
  await t.close();
});

test("nobody goes on who was not said yes to", async () => {
  const t = await openMailHub();
  const { browser } = await asked(t);
  assert.is((await browser.post("/sign-in/mail/finish", {})).status, 410);
  assert.is((await new Visitor(t).post("/sign-in/mail/finish", {})).path, "/sign-in");
  assert.not.ok(isIn(browser));
  await t.close();
});

test("a new request in the same browser ends the one before", async () => {
  const t = await openMailHub();
  const { browser, letter: first } = await asked(t);
  await askFor(browser, MINA);
  const second = await letterOf(t);
  assert.is((await press(browser, first)).status, 410);
  assert.is((await press(browser, second)).path, "/account");
  await t.close();
});

test("link and code work for ten minutes", async () => {
  const t = await openMailHub();
  const [early, late] = [await asked(t), await asked(t)];
  t.shop.clock.advance(10n * 60_000n - 1n);
  assert.is((await press(early.browser, early.letter)).path, "/account");
  t.shop.clock.advance(1n);
  assert.is((await press(late.browser, late.letter)).status, 410);
  assert.is((await late.browser.get("/sign-in/mail/code")).status, 410);
  assert.is((await late.browser.post("/sign-in/mail/code", { code: late.letter.code })).status, 410);
  await t.close();
});

test("somebody goes on to where they wanted to go", async () => {
  const t = await openMailHub();
  const browser = new Visitor(t);
  const door = await browser.get("/account/addresses?from=here");
  assert.is(door.status, 401);
  await browser.submit(door, "/sign-in/mail", { address: MINA });
  assert.is((await press(browser, await letterOf(t))).path, "/account/addresses?from=here");
  await t.close();
});

test("what is no address is said so, and kept for mending", async () => {
  const t = await openMailHub();
  const browser = new Visitor(t);
  const answer = await askFor(browser, "mina@example");
  assert.is(answer.status, 422);
  assert.match(wordsOf(answer), /Please enter an e-mail address/);
  assert.match(linkIn(answer, /^mina@example$/), /mina/);
  assert.equal(await t.post.deliver(), []);
  await t.close();
});

test("a hub without a mail server offers no mail and takes no request", async () => {
  const t = await openMailHub({ sendsMail: false });
  const browser = new Visitor(t);
  assert.not.match((await browser.get("/sign-in")).html, /\/sign-in\/mail/);
  assert.is((await browser.post("/sign-in/mail", { address: MINA })).status, 404);
  await t.close();
});

test("the pages speak Korean, and so does the mail", async () => {
  const t = await openMailHub();
  const browser = new Visitor(t, "ko");
  assert.match(wordsOf(await askFor(browser, MINA)), /메일을 확인해 주세요/);
  const letter = await letterOf(t);
  assert.is(letter.subject, "Corner 로그인");
  assert.match(letter.html, /<html lang="ko">/);
  await t.close();
});
