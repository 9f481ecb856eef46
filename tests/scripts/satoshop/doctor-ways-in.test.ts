import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { readConfig } from "../../../app/config.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { judgeDoors } from "../../../scripts/satoshop/doctor/check-owner.ts";
import { startSmtp } from "../../gateways/mail/smtp-world.ts";
import { BUSY, openBotApi } from "../../support/bot-api.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { testRandom } from "../../support/world.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/doctor/ways-in");
const smtp = await startSmtp();
const api = await openBotApi();
test.after(async () => {
  await smtp.close();
  await api.close();
});

async function finding(about: string, environment: Record<string, string>): Promise<{ code: number; line: string }> {
  const { code, said } = await type("doctor", { DATA_DIR: newFolder(), ...environment });
  return { code, line: said.split("\n").find((line) => line.slice(6).startsWith(about)) ?? "" };
}

/** The settings that belong to the mail server of this suite. */
function mailSettings(password = "right"): Record<string, string> {
  const SMTP_CERT_FILE = join(newFolder(), "smtp.pem");
  writeFileSync(SMTP_CERT_FILE, smtp.settings.certificate ?? "");
  const SMTP_URL = `smtp://hub:${password}@localhost:${smtp.settings.port}`;
  return { SMTP_URL, SMTP_CERT_FILE, SMTP_FROM: "shop@corner.example" };
}

const botSettings = (token = api.token) => ({ TELEGRAM_TOKEN: token, TELEGRAM_API_ROOT: api.root });

test("a mail server that takes the login is fine, and gets no letter", async () => {
  const { line } = await finding("mail", mailSettings());
  assert.match(line, /^ok +mail +localhost takes the login/);
  assert.is(smtp.taken.length, 0);
});

test("a mail server that does not take the login is bad, and the password is not shown", async () => {
  const { code, line } = await finding("mail", mailSettings("hunter2hunter2"));
  assert.is(code, 1);
  assert.match(line, /^bad +mail +the mail server localhost answered 535 to AUTH.*settings that begin with SMTP/);
  assert.not.match(line, "hunter2");
});

test("a mail server whose certificate nobody vouches for is bad", async () => {
  const { code, line } = await finding("mail", { ...mailSettings(), SMTP_CERT_FILE: "" });
  assert.is(code, 1);
  assert.match(line, /^bad .*its certificate is not trusted/);
});

test("a mail server that is out of reach is a warning, since the hub asks again", async () => {
  const { code, line } = await finding("mail", { SMTP_URL: "smtp://127.0.0.1:1", SMTP_FROM: "shop@corner.example" });
  assert.is(code, 0);
  assert.match(line, /^warn +mail +the mail server 127\.0\.0\.1 gave no answer/);
});

test("a hub without a mail server or bot is fine, and what that means is said", async () => {
  assert.match((await finding("mail", {})).line, /^ok .*letters are kept in DATA_DIR\/mails/);
  const real = { MODE: "signet", LND_CERT: "none", LND_MACAROON_DIR: newFolder() };
  assert.match((await finding("mail", real)).line, /^ok .*nobody signs in by mail; SMTP_URL names one/);
  assert.match((await finding("telegram", {})).line, /^ok .*nobody signs in by Telegram/);
});

test("a bot that Telegram knows is named, and goes on listening", async () => {
  api.setWebhook();
  assert.match((await finding("telegram", botSettings())).line, /^ok +telegram +the bot @corner_bot is known there/);
  assert.is(api.asked.get("getMe"), 1);
  assert.equal([api.asked.get("deleteWebhook"), api.asked.get("getUpdates")], [undefined, undefined]);
});

test("a token that Telegram does not know is bad, and is not shown", async () => {
  const { code, line } = await finding("telegram", botSettings("999999:hunter2hunter2hunter2"));
  assert.is(code, 1);
  assert.match(line, /^bad +telegram +Telegram does not know this bot: look at TELEGRAM_TOKEN/);
  assert.not.match(line, "hunter2");
});

test("a Telegram that is away or wants to be left alone is a warning", async () => {
  api.fail("getMe", BUSY(3));
  const busy = await finding("telegram", botSettings());
  assert.match(busy.line, /^warn +telegram +Telegram wants to be left alone/);
  const away = await finding("telegram", { ...botSettings(), TELEGRAM_API_ROOT: "http://127.0.0.1:1" });
  assert.match(away.line, /^warn +telegram +Telegram is out of reach \(ECONNREFUSED\)/);
  assert.equal([busy.code, away.code], [0, 0]);
});

test("a hub that nobody owns yet says how its owner comes in, and afterwards where the desk is", async () => {
  const DATA_DIR = await hubFolder();
  const before = await finding("owner", { DATA_DIR });
  assert.match(before.line, /^warn +owner +nobody owns this hub yet: `satoshop login-link`/);
  await withDatabase(DATA_DIR, (db) => addPerson({ db, clock: () => unixMs(0n), random: testRandom() }, "owner"));
  const after = await finding("owner", { DATA_DIR, ADMIN_ORIGIN: "http://desk.lan:4000" });
  assert.match(after.line, /^ok +owner +the desk is at http:\/\/desk\.lan:4000, reached from this machine alone/);
});

test("a desk that the whole network reaches is said so, and one that everybody reaches is a warning", () => {
  const judged = (environment: Record<string, string>) =>
    judgeDoors(readConfig({ DATA_DIR: newFolder(), ...environment }));
  assert.match(judged({ HOST: "0.0.0.0" }).text, "reached from this machine's network");
  const outside = { PUBLIC_PORT: "8080", PUBLIC_ORIGIN: "https://shop.example" };
  assert.is(judged(outside).level, "ok");
  const open = judged({ ...outside, ADMIN_ON: "public" });
  assert.is(open.level, "warn");
  assert.match(open.text, "open to everybody at https://shop.example");
  const onion = judged({ ADMIN_ONION_PORT: "3091", ADMIN_ONION_ORIGIN: "http://desk.onion" });
  assert.equal([onion.level, onion.text.endsWith(", and over Tor at http://desk.onion")], ["ok", true]);
});
