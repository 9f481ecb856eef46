import * as assert from "uvu/assert";
import { addAddressOf, addPersonWithAddress } from "../../../support/person-with-address.ts";
import { suite } from "../../../support/suite.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import { MINA, asked, askFor, letterOf, openMailHub, press } from "./mailbox.ts";
import type { MailHub } from "./mailbox.ts";

const test = suite("http/pages/mail/confirm");

/** Mina's browser, in which the last proof is too old. */
async function stale(t: MailHub): Promise<Visitor> {
  const { browser, letter } = await asked(t);
  await press(browser, letter);
  t.shop.clock.advance(6n * 60_000n);
  return browser;
}

test("a code by mail is a fresh proof, and leads on to what needed it", async () => {
  const t = await openMailHub();
  const browser = await stale(t);
  const before = browser.cookie("satoshop_sid");
  const refused = await browser.get("/account/addresses");
  assert.is(refused.status, 403);
  const confirm = await browser.get("/account/confirm?wanted=%2Faccount%2Faddresses");
  assert.match(wordsOf(confirm), /With a code by mail It goes to mina@example\.org/);
  const page = await browser.submit(confirm, "/account/confirm/mail");
  assert.match(wordsOf(page), /A code is on its way to mina@example\.org/);
  const letter = await letterOf(t);
  assert.is(letter.link, "");
  const wanted = await browser.submit(page, "/account/confirm/code", { code: letter.code });
  assert.equal([wanted.path, wanted.status], ["/account/addresses", 200]);
  assert.is.not(browser.cookie("satoshop_sid"), before, "a copied session does not gain by it");
  const copied = new Visitor(t);
  copied.setCookie("satoshop_sid", before ?? "");
  assert.is((await copied.get("/account")).status, 401);
  await t.close();
});

test("a wrong code proves nothing, and five of them end the request", async () => {
  const t = await openMailHub();
  const browser = await stale(t);
  const page = await browser.submit(await browser.get("/account/confirm"), "/account/confirm/mail");
  const { code } = await letterOf(t);
  const statuses = [];
  for (let count = 0; count < 5; count += 1)
    statuses.push((await browser.submit(page, "/account/confirm/code", { code: "0000-0000" })).status);
  assert.equal(statuses, [422, 422, 422, 422, 410]);
  assert.is((await browser.submit(page, "/account/confirm/code", { code })).status, 410);
  assert.is((await browser.get("/account/addresses")).status, 403);
  await t.close();
});

test("no code goes to an address that is not the person's own", async () => {
  const t = await openMailHub();
  const browser = await stale(t);
  await addPersonWithAddress(t.hub, "seller", "another@example.org");
  for (const address of ["another@example.org", "eve@example.org", "", "mina@example.org,eve@example.org"])
    assert.is((await browser.post("/account/confirm/mail", { address })).status, 404);
  assert.equal(await t.post.deliver(), []);
  await t.close();
});

test("a code that lets in does not prove, and one that proves does not let in", async () => {
  const t = await openMailHub();
  const browser = await stale(t);
  await browser.submit(await browser.get("/account/confirm"), "/account/confirm/mail");
  const { code } = await letterOf(t);
  assert.is((await browser.post("/sign-in/mail/code", { code })).status, 410);
  await askFor(browser, MINA, "/sign-in");
  assert.is((await browser.post("/account/confirm/code", { code: (await letterOf(t)).code })).status, 410);
  await t.close();
});

test("a proof counts for who asked, in the session that asked", async () => {
  const t = await openMailHub();
  const browser = await stale(t);
  await browser.submit(await browser.get("/account/confirm"), "/account/confirm/mail");
  const { code } = await letterOf(t);
  const eve = new Visitor(t);
  await eve.signIn({ role: "owner" });
  eve.setCookie("satoshop_mail", browser.cookie("satoshop_mail") ?? "");
  assert.is((await eve.post("/account/confirm/code", { code })).status, 410);
  await t.close();
});

test("with several addresses the person chooses one", async () => {
  const t = await openMailHub();
  await addAddressOf(t.hub, t.mina.id, "other@example.org");
  const browser = await stale(t);
  await browser.submit(await browser.get("/account/confirm"), "/account/confirm/mail", {
    address: "other@example.org",
  });
  assert.is((await letterOf(t)).to, "other@example.org");
  await t.close();
});

test("nobody is led off the hub after a proof", async () => {
  const t = await openMailHub();
  for (const wanted of ["https://evil.example", "//evil.example"]) {
    const browser = await stale(t);
    const page = await browser.post("/account/confirm/mail", { address: MINA, wanted });
    const after = await browser.submit(page, "/account/confirm/code", { code: (await letterOf(t)).code });
    assert.match(after.path, /^\/(?:account)?$/);
  }
  await t.close();
});
