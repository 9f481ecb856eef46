import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { InvalidSetting } from "../app/settings/check-value.ts";
import { configHelp, readConfig } from "../app/config.ts";
import { suite } from "./support/suite.ts";

const test = suite("config/mail");

const FROM = { SMTP_FROM: "Corner <shop@example.org>" };
const mailOf = (environment: Record<string, string>) =>
  readConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), "satoshop-config-")), ...environment }).mail;

test("without a mail server there is none", () => {
  assert.is(mailOf({}), undefined);
  assert.is(mailOf(FROM), undefined);
});

test("one address names everything about the mail server", () => {
  assert.equal(mailOf({ ...FROM, SMTP_URL: "smtp://hub%40example.org:p%40ss@mail.example.org:2525" }), {
    host: "mail.example.org",
    port: 2525,
    login: { user: "hub@example.org", password: "p@ss" },
    security: "starttls",
    from: { name: "Corner", address: "shop@example.org" },
    certificate: undefined,
  });
});

test("so do five settings, and the password may stand in a file", () => {
  const file = join(mkdtempSync(join(tmpdir(), "satoshop-secret-")), "password");
  writeFileSync(file, "p@ss\n");
  const mail = mailOf({ SMTP_HOST: "mail.example.org", SMTP_USER: "hub", SMTP_PASSWORD_FILE: file, ...FROM });
  assert.equal([mail?.port, mail?.login, mail?.security], [587, { user: "hub", password: "p@ss" }, "starttls"]);
});

test("TLS is spoken from the start at port 465 alone, by STARTTLS everywhere else, and never left out unasked", () => {
  const security = (environment: Record<string, string>) => mailOf({ ...FROM, ...environment })?.security;
  assert.is(security({ SMTP_URL: "smtps://mail.example.org" }), "tls");
  assert.is(security({ SMTP_URL: "smtp://mail.example.org:465" }), "tls");
  assert.is(security({ SMTP_HOST: "mail.example.org", SMTP_PORT: "465" }), "tls");
  assert.is(security({ SMTP_HOST: "localhost", SMTP_PORT: "25" }), "starttls");
  assert.is(security({ SMTP_HOST: "localhost", SMTP_PORT: "25", SMTP_PLAIN: "1" }), "none");
});

for (const [name, from] of [
  ["shop@example.org", { name: "", address: "shop@example.org" }],
  ["<Shop@Example.org>", { name: "", address: "shop@example.org" }],
  ['"Corner, Ltd." <shop@example.org>', { name: "Corner, Ltd.", address: "shop@example.org" }],
  ["모퉁이 가게 <shop@example.org>", { name: "모퉁이 가게", address: "shop@example.org" }],
] as const)
  test(`letters are from ${name}`, () => {
    assert.equal(mailOf({ SMTP_HOST: "localhost", SMTP_FROM: name })?.from, from);
  });

for (const [why, environment] of [
  ["there is no sender", { SMTP_HOST: "localhost" }],
  ["the sender is no address", { SMTP_HOST: "localhost", SMTP_FROM: "Corner" }],
  ["the sender has two", { SMTP_HOST: "localhost", SMTP_FROM: "a@example.org, b@example.org" }],
  ["the sender breaks its line", { SMTP_HOST: "localhost", SMTP_FROM: "Corner\r\nBcc: x <shop@example.org>" }],
  ["both forms are given", { ...FROM, SMTP_HOST: "localhost", SMTP_URL: "smtp://localhost" }],
  ["the address is of another kind", { ...FROM, SMTP_URL: "https://mail.example.org" }],
  ["a user has no password", { ...FROM, SMTP_HOST: "localhost", SMTP_USER: "hub" }],
  ["a login would travel in the open", { ...FROM, SMTP_URL: "smtp://hub:pass@localhost:25", SMTP_PLAIN: "1" }],
  ["plain and TLS are both asked for", { ...FROM, SMTP_URL: "smtps://localhost", SMTP_PLAIN: "1" }],
] as const)
  test(`the hub does not start when ${why}, and does not show the password`, () => {
    let error: unknown;
    try {
      mailOf(environment);
    } catch (thrown) {
      error = thrown;
    }
    assert.instance(error, InvalidSetting);
    assert.not.match(String(error), /pass@/);
  });

test("the help names every setting of mail", () => {
  for (const name of ["URL", "HOST", "PORT", "USER", "PASSWORD", "FROM", "CERT", "PLAIN"])
    assert.match(configHelp(), new RegExp(`^ {2}SMTP_${name} `, "m"));
});
