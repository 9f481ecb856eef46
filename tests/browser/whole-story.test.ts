import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { until } from "../../scripts/regtest/stack/until.ts";
import { translatorFor } from "../../ui/i18n/translate.ts";
import { startSmtp } from "../gateways/mail/smtp-world.ts";
import { visit } from "../support/browser.ts";
import type { Visitor } from "../support/browser.ts";
import { startHub } from "../support/hub-process.ts";
import { readMail } from "../support/read-mail.ts";
import { suite } from "../support/suite.ts";
import { plugIn } from "./authenticator.ts";
import { PIN, linkOn, makeSheet, redeemSheet } from "./sheets.ts";
import { press } from "./sight.ts";

/**
 * A hub from its first start on, with a mail server of its own. Each test goes on where the one before ended, as people
 * do: when one fails, those after it have nothing to stand on.
 */
const test = suite("browser/whole-story");
const t = translatorFor("en");
const dataDir = mkdtempSync(join(tmpdir(), "satoshop-story-"));
const post = await startSmtp("none");
const hub = await startHub({
  DATA_DIR: dataDir,
  DEMO: "0",
  SMTP_HOST: "127.0.0.1",
  SMTP_PORT: String(post.settings.port),
  SMTP_FROM: "Corner <shop@corner.example>",
  SMTP_PLAIN: "1",
});
const local = hub.origin.replace("127.0.0.1", "localhost");
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const ADDRESS = "mina@example.org";

/** What people keep between the tests. */
const story: { owner?: Visitor; seller?: Visitor; invitation?: string; sheet?: string } = {};

test.after(async () => {
  // Whatever a browser has to complain about, no process may stay behind.
  const left = await Promise.allSettled([story.owner?.leave(), story.seller?.leave()]);
  await hub.stop();
  await post.close();
  rmSync(dataDir, { recursive: true, force: true });
  for (const each of left) if (each.status === "rejected") throw each.reason;
});

/** Whoever an earlier test has brought here. */
function here<Kept>(kept: Kept | undefined): Kept {
  if (kept === undefined) throw new Error("the test before this one did not come so far");
  return kept;
}

async function codeInMail(already: number): Promise<string> {
  const raw = await until("a letter with a code has come", 8_000, async () =>
    post.taken.slice(already).find((mail) => /^ {4}\w{4}-\w{4}/m.test(readMail(mail.raw).text)),
  );
  return /^ {4}(\w{4}-\w{4})/m.exec(readMail(raw.raw).text)?.[1] ?? "";
}

/** Asks on the sign-in page for a letter, and types its code where it was asked for. */
async function signInByCode(page: Page): Promise<void> {
  await page.goto("/sign-in");
  const already = post.taken.length;
  await page.locator("form[action='/sign-in/mail'] input[name=address]").fill(ADDRESS);
  await press(page, "/sign-in/mail");
  await page.locator("input[name=code]").fill(await codeInMail(already));
  await press(page, "/sign-in/mail/code");
  await page.waitForURL("**/desk");
}

test("the console's link makes whoever opens it the owner, and works once", async () => {
  const link = /\S+\/join#\S+/.exec(hub.output())?.[0] ?? "";
  const owner = await visit({ origin: hub.adminOrigin });
  await owner.page.goto(link);
  await press(owner.page, "/join");
  await owner.page.waitForURL("**/owner");
  story.owner = owner;
  const late = await visit({ origin: hub.adminOrigin });
  await late.page.goto(link);
  await press(late.page, "/join");
  await late.page.getByText(t("errors.reason.link-spent")).first().waitFor();
  await late.leave();
});

test("the owner opens a stall and gets a link for its seller, which is shown once", async () => {
  const { page } = here(story.owner);
  await page.goto("/owner/stalls");
  await page.locator("input[name=title]").fill("Corner bakery");
  await page.locator("input[name=slug]").fill("corner-bakery");
  await press(page, "/owner/stalls");
  await page.locator("form[action$='/invite'] button").first().click();
  story.invitation = await page.locator("#invitation").inputValue();
  await page.goto("/owner/people");
  assert.not.match(await page.content(), new RegExp(story.invitation.split("#")[1] ?? "no token"));
});

test("on a phone without scripts the seller joins by the link and adds an address by the code in its mail", async () => {
  const link = here(story.invitation);
  const seller = await visit({ origin: hub.origin, screen: "phone", hasScripts: false });
  const { page } = seller;
  await page.goto(link);
  await page.locator("input[name=code]").fill(link);
  await page.locator("input[name=name]").fill("Mina");
  await press(page, "/join");
  await page.waitForURL("**/desk");
  await page.goto("/account/addresses");
  const already = post.taken.length;
  await page.locator("form[action='/account/addresses'] input[name=address]").fill(ADDRESS);
  await press(page, "/account/addresses");
  await page.locator("input[name=code]").fill(await codeInMail(already));
  await press(page, "/account/addresses/code");
  await page.getByText(ADDRESS).waitFor();
  story.seller = seller;
});

test("the seller signs out, and in again by a code from the mail, on the same phone without scripts", async () => {
  const { page } = here(story.seller);
  await page.goto("/account");
  await press(page, "/sign-out");
  assert.is((await page.goto("/desk"))?.status(), 401);
  await signInByCode(page);
});

test("at localhost the seller sets a passkey, and comes in with it", async () => {
  await here(story.seller).leave();
  const seller = await visit({ origin: local });
  story.seller = seller;
  const { page, context } = seller;
  await plugIn(context, page);
  await signInByCode(page);
  await page.goto("/account/keys/new");
  await page.getByRole("button", { name: t("keys.new.passkey.action") }).click();
  await page.waitForURL("**/account?said=key-added");
  await press(page, "/sign-out");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: t("keys.sign-in.passkey") }).click();
  await page.waitForURL("**/desk");
});

test("the seller prints a backup sheet that fits on one page and does not show the PIN", async () => {
  const { page } = here(story.seller);
  await page.goto("/account/sheet");
  await makeSheet(page);
  story.sheet = await linkOn(page);
  assert.not.match(await page.locator("main").innerText(), new RegExp(PIN));
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  assert.is(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
});

test("who has lost everything comes back by the sheet and its PIN, restricted, and is signed out everywhere else", async () => {
  const before = here(story.seller);
  const seller = await redeemSheet({ origin: local }, here(story.sheet));
  const { page } = seller;
  assert.is((await before.page.goto("/desk"))?.status(), 401);
  await before.leave();
  story.seller = seller;
  for (const closed of ["/account", "/desk", "/account/orders"])
    assert.is((await page.goto(closed))?.status(), 403, closed);
  const subject = t("mail.notice.subject", { hub: "SatoShop", what: t("mail.notice.sheet-used") });
  await until("the person is told by mail", 8_000, async () =>
    post.taken.some(({ raw }) => readMail(raw).headers.get("subject") === subject) ? true : undefined,
  );
});

test("for a day after that no money leaves, and the page says until when", async () => {
  const { page } = here(story.seller);
  const database = new BetterSqlite3(join(dataDir, "hub.sqlite"), { readonly: true });
  const query = `SELECT hold_until_ms - (SELECT max(created_at_ms) FROM session WHERE scope = 'recovery')
    FROM person WHERE name = 'Mina'`;
  const heldMs = database.prepare<[], number>(query).pluck().get();
  database.close();
  // The hold is set a moment before the session begins.
  assert.ok(DAY_MS - SECOND_MS < Number(heldMs) && Number(heldMs) <= DAY_MS, `held for ${heldMs} ms`);
  await page.goto("/account/recover");
  await page.getByText("No money leaves until").waitFor();
});

test("with a new sheet and a new passkey the account is the seller's again", async () => {
  const { page, context } = here(story.seller);
  await plugIn(context, page);
  await page.goto("/account/recover");
  await makeSheet(page, "903174");
  assert.is.not(await linkOn(page), story.sheet);
  await page.goto("/account/keys/new");
  await page.getByRole("button", { name: t("keys.new.passkey.action") }).click();
  await page.waitForURL("**/account/recover?said=key-added");
  await press(page, "/sign-out");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: t("keys.sign-in.passkey") }).click();
  await page.waitForURL("**/desk");
  await page.goto("/account");
  await page.getByText("No money leaves until").waitFor();
});

test("a device that the owner signs out is out within a second, on its pages and in what it hears", async () => {
  const { page: owners } = here(story.owner);
  const { page, context } = here(story.seller);
  const second = await visit({ origin: local, cookies: await context.storageState() });
  await page.goto("/account/phone");
  await press(page, "/account/phone");
  await page.locator("#phone-link .qr").waitFor();

  await owners.goto("/owner/people?search=Mina");
  await owners.locator("a[href^='/owner/people/per_']").first().click();
  await owners.locator("form[action*='/devices/'][action$='/end']").first().waitFor();
  const isOut = page.locator("form[action='/sign-in/mail']").waitFor();
  const revoked = owners.waitForResponse((answer) => answer.request().method() === "POST");
  await owners.locator("form[action*='/devices/'][action$='/end'] button").first().click({ noWaitAfter: true });
  assert.is((await revoked).status(), 303);
  const revokedAt = performance.now();
  const [answer, heardAfterMs] = await Promise.all([
    second.page.goto("/account", { waitUntil: "commit" }),
    isOut.then(() => performance.now() - revokedAt),
  ]);
  assert.is(answer?.status(), 401, "the very next page");
  assert.ok(heardAfterMs < SECOND_MS, `the open page went after ${heardAfterMs} ms`);
  await second.leave();
});
