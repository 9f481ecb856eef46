import { execFile } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { SOURCES } from "../../app/secrets/find-value.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { newFolder, type } from "../scripts/terminal.ts";
import { openBotApi } from "../support/bot-api.ts";
import { Canaries } from "../support/canaries.ts";
import { startHub } from "../support/hub-process.ts";
import { suite } from "../support/suite.ts";
import { newSecrets, placed, withIdentity } from "../secrets/planted-settings.ts";

const test = suite("processes/secrets-given-in");
/** Programs are started, and what is sealed is opened in one of its own each time. */
const LONG = { timeoutMs: 60_000 };
const api = await openBotApi();
test.after(() => api.close());

/** Nothing of it is secret, and nobody answers at the addresses. */
const plain = {
  SMTP_FROM: "shop@corner.example",
  TELEGRAM_API_ROOT: api.root,
  BITCOIND_URL: "http://127.0.0.1:1",
  GOOGLE_CLIENT_ID: "hub",
  GOOGLE_ISSUER: "http://127.0.0.1:1",
};
const bySmtpUrl = ({ DATABASE_URL: _database, SMTP_PASSWORD: _password, ...rest }: ReturnType<typeof newSecrets>) =>
  rest;

type Environment = Record<string, string>;

/** What the command line says about a hub with these settings, and what it writes for others to read. */
async function saidOf(environment: Environment, ...more: readonly string[]): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  for (const line of ["doctor", ...more]) {
    const answer = await type(line, environment);
    said.set(line, answer.said + answer.complained);
  }
  return said;
}

async function bundleOf(environment: Environment, log?: string): Promise<[where: string, text: string]> {
  const file = join(newFolder(), "hub.tar");
  const { code } = await type(`support-bundle ${file} ${log === undefined ? "" : `--log ${log}`}`, environment);
  assert.is(code, 0);
  return ["bundle", readFileSync(file, "utf8")];
}

/** The program itself, which does not come up. */
function failedStart(environment: Environment): Promise<{ code: unknown; output: string }> {
  const program = join(import.meta.dirname, "../../app/main.ts");
  return new Promise((resolve) => {
    execFile(process.execPath, [program], { env: { PORT: "0", ADMIN_PORT: "0", ...environment } }, (error, out, err) =>
      resolve({ code: error?.code, output: out + err }),
    );
  });
}

const found = (canaries: Canaries, texts: Iterable<readonly [string, string]>) =>
  [...texts].flatMap(([where, text]) => canaries.in(text, where));

/** Comes in as the owner and gives everybody outside something to fail at. */
async function useHub(origin: string, adminOrigin: string, token: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const ask = async (address: string, fields?: Record<string, string>, cookie = "") => {
    const headers = { Origin: new URL(address).origin, Cookie: cookie, Accept: "text/html" };
    const init = fields === undefined ? {} : { method: "POST", body: new URLSearchParams(fields) };
    const answer = await fetch(address, { ...init, headers, redirect: "manual" });
    answers.set(`${fields === undefined ? "GET" : "POST"} ${address}`, await answer.clone().text());
    return answer;
  };
  const joined = await ask(`${adminOrigin}/join`, { code: token, name: "Mina" });
  const [cookie = ""] = joined.headers.getSetCookie().map((each) => each.split(";")[0]);
  await ask(`${adminOrigin}/account/addresses`, { address: "mina@example.org" }, cookie);
  await ask(`${adminOrigin}/account/telegram`, {}, cookie);
  await ask(`${adminOrigin}/account/keys/google`, { wanted: "" }, cookie);
  await ask(`${adminOrigin}/owner/audit`, undefined, cookie);
  await ask(`${origin}/sign-in/google`, { wanted: "" });
  await ask(`${origin}/sign-in/google/back?code=x&state=y`);
  for (const path of ["/", "/sign-in", "/nothing", "/livez", "/readyz", "/docs", "/metrics"])
    await ask(`${origin}${path}`);
  return answers;
}

for (const source of SOURCES)
  test(
    `secrets from ${source} are told by no running hub, whoever it cannot reach`,
    async () => {
      const canaries = new Canaries();
      const secrets = await placed(source, bySmtpUrl(newSecrets(canaries)), plain, canaries);
      const environment = await withIdentity(source, secrets, canaries);
      // Elsewhere the tests may be given a database of their own.
      const hub = await startHub({ ...environment, DATABASE_URL: "", DEMO: "0", LOG_LEVEL: "trace" });
      const token = /\/join#(\S+)/.exec(hub.output())?.[1] ?? "";
      const answers = await useHub(hub.origin, hub.adminOrigin, token);
      await until("the letter and the bot have failed", 20_000, async () =>
        /gave no answer/.test(hub.output()) && /does not know this bot/.test(hub.output()) ? true : undefined,
      );
      await hub.stop();
      const stored = readdirSync(environment.DATA_DIR).filter((name) => name.startsWith("hub.sqlite"));
      assert.ok(stored.length > 0);
      const texts = stored.map((name) => [name, readFileSync(join(environment.DATA_DIR, name), "latin1")] as const);
      assert.equal(found(canaries, [["the terminal", hub.output()], ...answers, ...texts]), []);
      const log = join(newFolder(), "hub.log");
      writeFileSync(log, hub.output());
      // Shown on the terminal on purpose, and in nothing that is made for others.
      canaries.plant("owner's link", token);
      const bundle = await bundleOf(environment, log);
      assert.match(bundle[1], '"route":"/account/addresses"');
      const said = await saidOf(environment, "secrets doctor", "secrets list");
      assert.equal(found(canaries, [bundle, ...said]), []);
    },
    LONG,
  );

for (const source of SOURCES)
  test(
    `secrets from ${source} are not told when the database is out of reach or settings do not fit together`,
    async () => {
      const canaries = new Canaries();
      const all = newSecrets(canaries);
      const { SMTP_URL: _url, ...secrets } = all;
      const mail = { SMTP_HOST: "127.0.0.1", SMTP_PORT: "1", SMTP_USER: "hub" };
      const nobody = { TELEGRAM_API_ROOT: "http://127.0.0.1:1" };
      const away = await placed(source, secrets, { ...plain, ...mail, ...nobody }, canaries);
      const unfitting = await placed(source, all, { ...plain, ...mail }, canaries);
      const { code, output } = await failedStart(away);
      assert.is(code, 1);
      assert.match(output, "ECONNREFUSED");
      const [afterwards, examined] = [await saidOf(away), await saidOf(unfitting)];
      assert.match(afterwards.get("doctor") ?? "", /^warn +telegram +Telegram is out of reach/m);
      assert.match(examined.get("doctor") ?? "", "SMTP_URL and SMTP_HOST are both set");
      const texts = [["the terminal", output] as const, await bundleOf(away), ...afterwards, ...examined];
      assert.equal(found(canaries, texts), []);
    },
    LONG,
  );

/** Each setting with a slip of the pen in it. */
const SLIPS = {
  DATABASE_URL: (secret: string) => `postgres//hub:${secret}@db`,
  SECRET_KEY: (secret: string) => secret.slice(0, 30),
  SMTP_URL: (secret: string) => `https://hub:${secret}@mail.example`,
  TELEGRAM_TOKEN: (secret: string) => `bot123456:${secret}`,
  SMTP_PASSWORD: (secret: string) => secret,
  GOOGLE_CLIENT_SECRET: (secret: string) => secret,
};

for (const source of SOURCES)
  test(
    `a secret from ${source} with a slip in it is refused and not shown`,
    async () => {
      for (const [name, slip] of Object.entries(SLIPS)) {
        const canaries = new Canaries();
        const value = slip("hunter2-hunter3-hunter4-hunter5-hunter6");
        canaries.plant(name, "hunter2-hunter3");
        // Mail without a user, and Google without an id.
        const alone = name === "SMTP_PASSWORD" ? { SMTP_HOST: "127.0.0.1" } : {};
        const environment = await placed(source, { [name]: value }, alone, canaries);
        const said = await saidOf(environment);
        assert.match(said.get("doctor") ?? "", /^bad +settings/, name);
        assert.equal(found(canaries, [...said, await bundleOf(environment)]), [], name);
      }
    },
    LONG,
  );

test("a start that fails for a slip in a secret does not show it", async () => {
  const canaries = new Canaries();
  canaries.plant("SECRET_KEY", "hunter2-hunter3");
  const { code, output } = await failedStart({ DATA_DIR: newFolder(), SECRET_KEY: "hunter2-hunter3" });
  assert.is(code, 2);
  assert.match(output, "SECRET_KEY must be at least 32 characters");
  assert.equal(canaries.in(output, "the terminal"), []);
});

test("LND's macaroons are not told by a hub that cannot reach it", async () => {
  const canaries = new Canaries();
  const LND_MACAROON_DIR = newFolder();
  for (const role of ["receive", "monitor"]) {
    const macaroon = Buffer.from(`02010${role} hunter2 hunter3 hunter4`);
    canaries.plant(`${role} macaroon`, macaroon.toString("hex"));
    writeFileSync(join(LND_MACAROON_DIR, `${role}.macaroon`), macaroon, { mode: 0o600 });
  }
  const lnd = { MODE: "regtest", LND_SOCKET: "localhost:1", LND_CERT: "none", LND_MACAROON_DIR };
  const environment = await placed("file", bySmtpUrl(newSecrets(canaries)), { ...plain, ...lnd }, canaries);
  const said = await saidOf(environment);
  assert.match(said.get("doctor") ?? "", /^bad +node/m);
  assert.equal(found(canaries, [...said, await bundleOf(environment)]), []);
});
