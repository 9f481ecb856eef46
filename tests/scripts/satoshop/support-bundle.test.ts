import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { createLog } from "../../../app/log.ts";
import { withoutNames } from "../../../scripts/satoshop/bundle/without-words.ts";
import { logText } from "../../../scripts/satoshop/bundle/log-lines.ts";
import { tarOf } from "../../../scripts/satoshop/bundle/tar.ts";
import { newIdentityFile, seal } from "../../../app/secrets/age.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { openBotApi } from "../../support/bot-api.ts";
import { addPersonWithAddress } from "../../support/person-with-address.ts";
import { suite } from "../../support/suite.ts";
import { testRandom } from "../../support/world.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/support-bundle");

function unpacked(file: string): Map<string, string> {
  const tar = (...args: string[]) => execFileSync("tar", args, { encoding: "utf8" });
  const names = tar("-tf", file).trim().split("\n");
  return new Map(names.map((name) => [name, tar("-xOf", file, name)]));
}

/** What a bundle of this hub holds, as whoever opens it sees it. */
async function bundleOf(environment: Record<string, string>, more = ""): Promise<Map<string, string>> {
  const file = join(newFolder(), "hub.tar");
  const { code, said, complained } = await type(`support-bundle ${file} ${more}`, environment);
  assert.equal([code, complained], [0, ""]);
  assert.match(said, `tar -xOf ${file}`);
  assert.is(statSync(file).mode & 0o777, 0o600);
  return unpacked(file);
}

const textOf = (bundle: Map<string, string>, name: string) => bundle.get(name) ?? "";
const whole = (bundle: Map<string, string>) => [...bundle.values()].join("\n");

test("a bundle opens with tar, and says what a helper asks first", async () => {
  const DATA_DIR = await hubFolder();
  const bundle = await bundleOf({ DATA_DIR, PORT: "8080", HUB_NAME: "Corner" });
  assert.equal([...bundle.keys()], ["versions.txt", "settings.txt", "doctor.txt", "rows.txt"]);
  assert.match(textOf(bundle, "versions.txt"), `node: ${process.version}`);
  assert.equal(textOf(bundle, "settings.txt").trim().split("\n"), [
    "PORT: 8080 (environment)",
    "HUB_NAME: given (environment)",
    "DATA_DIR: given (environment)",
  ]);
  assert.match(textOf(bundle, "doctor.txt"), /^ok +database +sqlite, version \d+, whole/m);
  assert.match(textOf(bundle, "rows.txt"), /^schema: version (\d+) of \1$/m);
  assert.match(textOf(bundle, "rows.txt"), /^orders: 0$/m);
});

test("the archive keeps texts of every length and alphabet", () => {
  const texts = ["", "a", "모퉁이 가게\n", "b".repeat(511), "c".repeat(512), "d".repeat(513), "é".repeat(5_000)];
  const file = join(newFolder(), "texts.tar");
  writeFileSync(
    file,
    tarOf(
      texts.map((text, index) => ({ name: `${index}.txt`, text })),
      1_790_000_000n,
    ),
  );
  assert.equal([...unpacked(file).values()], texts);
  const listed = execFileSync("tar", ["-tvf", file], { encoding: "utf8", env: { TZ: "UTC", LC_ALL: "C" } });
  assert.match(listed, /^-rw------- .* 2026-09-2\d /m);
});

test("a file that is there already is left alone", async () => {
  const DATA_DIR = await hubFolder();
  const file = join(DATA_DIR, "hub.sqlite");
  const before = readFileSync(file);
  const { code, complained } = await type(`support-bundle ${file}`, { DATA_DIR });
  assert.is(code, 1);
  assert.match(complained, "is there already");
  assert.equal(readFileSync(file), before);
  const nowhere = await type(`support-bundle ${join(DATA_DIR, "none", "hub.tar")}`, { DATA_DIR });
  assert.equal([nowhere.code, nowhere.complained.split("\n").length], [1, 2]);
});

test("without a name for the archive nothing is written", async () => {
  for (const line of ["support-bundle", "support-bundle --log hub.log", "support-bundle hub.tar other.tar"]) {
    const { code, said } = await type(line, { DATA_DIR: newFolder() });
    assert.equal([code, said], [2, ""], line);
  }
  assert.is(existsSync("hub.tar"), false);
});

test("nothing of what settings say is in it but numbers and choices, neither whole nor in parts", async () => {
  const DATA_DIR = await hubFolder();
  const CREDENTIALS_DIRECTORY = newFolder();
  writeFileSync(join(CREDENTIALS_DIRECTORY, "GOOGLE_CLIENT_SECRET"), "from systemd with love");
  const SECRET_KEY_FILE = join(newFolder(), "key");
  writeFileSync(SECRET_KEY_FILE, "a key of forty letters, all of it secret");
  const bundle = await bundleOf({
    DATA_DIR,
    CREDENTIALS_DIRECTORY,
    SECRET_KEY_FILE,
    GOOGLE_CLIENT_ID: "client-of-mina",
    MODE: "regtest",
    HOST: "192.168.17.5",
    ORIGIN: "http://minas-pi.lan:3000",
    ADMIN_ORIGIN: "http://[fd12:3456::17]:3001",
    PUBLIC_PORT: "8443",
    PUBLIC_ORIGIN: "https://minas-shop.example",
    ONION_PORT: "8444",
    ONION_ORIGIN: `http://${"m".repeat(56)}.onion`,
    ADMIN_ON: "public,onion",
    LND_SOCKET: "minas-node:1",
    LND_CERT: "none",
    LND_MACAROON_DIR: join(DATA_DIR, "of-mina"),
    SMTP_URL: "smtp://mina%40mail.example:hunter%3F2@nowhere.invalid:587",
    SMTP_FROM: "Mina's corner <mina@corner.example>",
    TELEGRAM_TOKEN: "123456:hunter2hunter2hunter2",
    TELEGRAM_API_ROOT: "http://127.0.0.1:1",
    HUB_NAME: "Corner",
  });
  const text = whole(bundle);
  const own = "mina|hunter|systemd with|forty|192\\.168|fd12|invalid|onion:|\\.onion|corner|client-of|satoshop-cli-";
  assert.not.match(text, new RegExp(own, "i"));
  for (const told of ["MODE: regtest (environment)", "PUBLIC_PORT: 8443", "ADMIN_ON: public,onion"])
    assert.match(text, told);
  assert.match(text, /^SECRET_KEY: given \(file\)$/m);
  assert.match(text, /^GOOGLE_CLIENT_SECRET: given \(credential\)$/m);
  assert.match(text, /^bad +node +<LND_SOCKET> does not serve the hub/m);
  assert.match(text, /^warn +mail +the mail server <SMTP_URL> gave no answer/m);
});

test("a database that is out of reach is told of without its address, user or password", async () => {
  const url = "postgres://mina:hunter%402@nowhere.invalid:6543/minas_books";
  const bundle = await bundleOf({ DATA_DIR: newFolder(), DATABASE_URL: url });
  assert.match(textOf(bundle, "doctor.txt"), /^bad +database /m);
  assert.not.match(whole(bundle), /mina|hunter|invalid|6543/i);
});

test("a bundle is written also when the settings cannot be read, and keeps to the same then", async () => {
  const DATA_DIR = newFolder();
  const { key } = await newIdentityFile();
  writeFileSync(join(DATA_DIR, ".env.age"), await seal("SECRET_KEY=hunter2\n", [key]));
  const file = join(newFolder(), "of-mina");
  writeFileSync(file, "hunter3");
  for (const [broken, said] of [
    [{ DATA_DIR, HUB_NAME: "of-mina" }, /^bad +settings .*no identity that opens it/m],
    [{ DATABASE_URL: "postgres://hunter4@db/hub", DATABASE_URL_FILE: file }, /^DATABASE_URL: cannot be read$/m],
    [{ ORIGIN: "minas-pi.lan", SMTP_PASSWORD: "hunter5" }, /^bad +settings +ORIGIN must be an address .*<ORIGIN>/m],
    [{ SECRET_KEY_FILE: join(newFolder(), "of-mina") }, /^bad +settings +SECRET_KEY_FILE names a file/m],
    [{ AGE_IDENTITY: "AGE-SECRET-KEY-1HUNTER6" }, /^bad +settings +AGE_IDENTITY is read from a file alone/m],
  ] as const) {
    const bundle = await bundleOf({ ...broken });
    assert.match(whole(bundle), said);
    assert.not.match(whole(bundle), /hunter\d|minas?\b|satoshop-cli-/i);
  }
});

test("neither takings nor the name of the bot are in it, though the doctor tells the owner both", async () => {
  const api = await openBotApi();
  const environment = { DATA_DIR: await hubFolder(), TELEGRAM_TOKEN: api.token, TELEGRAM_API_ROOT: api.root };
  const { said } = await type("doctor", environment);
  assert.match(said, /with 0 msat received over Lightning[^]*the bot @corner_bot is known/);
  const text = whole(await bundleOf(environment));
  assert.match(text, /with <own> received over Lightning[^]*the bot @<own> is known/);
  await api.close();
});

test("nothing about persons is in it", async () => {
  const DATA_DIR = await hubFolder();
  await withDatabase(DATA_DIR, (db) =>
    addPersonWithAddress({ db, clock: () => unixMs(0n), random: testRandom() }, "owner", "joon@example.org"),
  );
  const text = whole(await bundleOf({ DATA_DIR }));
  assert.match(text, /^person: 1$/m);
  assert.not.match(text, /joon|Mina|example\.org|per_/);
});

/** A log file with these lines before what the hub itself writes. */
function logFile(write: (log: ReturnType<typeof createLog>) => void, before = ""): string {
  const file = join(newFolder(), "hub.log");
  const lines: string[] = [];
  write(createLog({ level: "info" }, { write: (line) => lines.push(line) }));
  writeFileSync(file, before + lines.join(""));
  return file;
}

test("of the log it has what was asked and what failed where, but no error's words and no address", async () => {
  const file = logFile((log) => {
    log.info(
      { method: "GET", route: "/orders/:id/:key", status: 200, durationMs: 1.5, orderId: "ord_mina" },
      "request",
    );
    log.warn({ err: new Error("mina@example.org is not at 10.1.2.3\n    at hunter2 (/home/mina/x:1:1)") }, "not sent");
  }, `somebody's own line about mina\n{"level":"info","msg":"ok","name":"mina"}\n{broken\n[1]\nnull\n`);
  const log = textOf(await bundleOf({ DATA_DIR: newFolder() }, `--log ${file}`), "log.txt");
  const [first = "", request = "", failure = "", ...others] = log.trim().split("\n");
  assert.equal(others, []);
  assert.is(first, '{"level":"info","msg":"ok"}');
  assert.match(request, '"route":"/orders/:id/:key","status":200,"durationMs":1.5}');
  assert.match(failure, '"msg":"not sent","err":{"type":"Error","at":[');
  assert.not.match(log, /mina|hunter|10\.1\.2\.3|\/home|ord_/);
});

test("where in the program something failed is kept, and not where the program lies", () => {
  const error = new Error("x");
  error.stack =
    "Error: x\n    at place (file:///srv/minas/hub/app/orders/place.ts:12:3)\n" +
    "    at /srv/minas/hub/node_modules/@hono/node-server/dist/index.mjs:1:2\n    at node:internal/x:1:1";
  const [line = ""] = logText(logFile((log) => log.error({ err: error }, "a bug"))).split("\n");
  assert.match(line, '"at":["app/orders/place.ts:12:3","node_modules/@hono/node-server/dist/index.mjs:1:2"]');
  assert.not.match(line, "minas");
});

test("of a long log the end is taken, also with what journald writes in front of each line", () => {
  const line = `${"x".repeat(300)} minas-pi satoshop[7]: {"level":"info","msg":"request"}\n`;
  const text = logText(logFile((log) => log.info("the last"), line.repeat(6_000)));
  const lines = text.trim().split("\n");
  assert.is(lines.length, 500);
  assert.match(lines.at(-1) ?? "", '"msg":"the last"');
  assert.not.match(text, "minas-pi");
});

test("a log that is not there is said so, and no archive is left", async () => {
  const file = join(newFolder(), "hub.tar");
  const { code, complained } = await type(`support-bundle ${file} --log ${file}.log`, { DATA_DIR: newFolder() });
  assert.equal([code, existsSync(file)], [1, false]);
  assert.match(complained, "log cannot be read");
});

test("what other programs say about hosts, people and keys is taken out of their sentences", () => {
  const mine = [
    { text: "hub", shownAs: "<HUB_NAME>", isSecret: false },
    { text: "p?ss", shownAs: "<SMTP_PASSWORD>", isSecret: true },
  ];
  for (const [said, left] of [
    ["getaddrinfo ENOTFOUND minas-pi", "getaddrinfo ENOTFOUND <address>"],
    [
      "Host: minas-pi. is not in the cert's altnames: DNS:other, DNS:x.lan",
      "Host: <address> is not in the cert's altnames: DNS:<address>, DNS:<address>",
    ],
    ["connect ECONNREFUSED 10.0.0.7:5432", "connect ECONNREFUSED <address>:5432"],
    ["connect ECONNREFUSED fe80::1ff:fe23:4567:890a", "connect ECONNREFUSED <address>"],
    ["at [::1]:5432 and at 12:30:45", "at [<address>]:5432 and at 12:30:45"],
    ["ask www.shop.example.org about 0.21.2-beta", "ask <address> about 0.21.2-beta"],
    [
      "other users can read /home/mina/hub.sqlite, secret.key",
      "other users can read /home/<user>/<HUB_NAME>.sqlite, secret.key",
    ],
    ["from mina.kim+1@example.org to <joon@example.org>", "from <address> to <<address>>"],
    [`macaroon ${"0a".repeat(40)} of 123456:AAAA-bbbb_CCCC-dddd_eeee`, "macaroon <secret> of <secret>"],
    ["github is no hub, and xp?ssx is a secret", "github is no <HUB_NAME>, and x<SMTP_PASSWORD>x is a secret"],
  ] as const)
    assert.is(withoutNames(said, mine), left);
  assert.not.match(
    withoutNames(`I am ${hostname()}`, [{ text: hostname(), shownAs: "<host>", isSecret: false }]),
    hostname(),
  );
});
