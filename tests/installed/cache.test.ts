import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { run } from "../../scripts/regtest/daemons/run.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { freePort, startHub } from "../support/hub-process.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/cache");

const folder = mkdtempSync(join(tmpdir(), "satoshop-nginx-"));
// Started by root, nginx serves as somebody else.
chmodSync(folder, 0o755);
const [publicPort, plainPort, tlsPort, echoPort] = [
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
];
const NAME = "shop.example";

const certificate = `-subj /CN=${NAME} -addext subjectAltName=DNS:${NAME}`;
const files = `-keyout ${folder}/certificate-key -out ${folder}/certificate`;
await run("openssl", `req -x509 -newkey rsa:2048 -nodes -days 2 ${certificate} ${files}`.split(" "));

/** The file that compose mounts, with the places of this machine. */
function configFor(upstream: number, name: string): string {
  const places = {
    " /tmp/": ` ${folder}/${name}-`,
    "hub:3080": `127.0.0.1:${upstream}`,
    "/run/secrets/": `${folder}/`,
    "listen 8080": `listen 127.0.0.1:${plainPort}`,
    "listen 8443": `listen 127.0.0.1:${tlsPort}`,
  };
  let text = readFileSync("appliance/compose/nginx.conf", "utf8");
  for (const [from, to] of Object.entries(places)) {
    assert.ok(text.includes(from), from);
    text = text.replaceAll(from, to);
  }
  const file = join(folder, `${name}.conf`);
  writeFileSync(file, text);
  return file;
}

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks nginx by the shop's name, as a browser does that knows its certificate. */
function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = Promise.withResolvers<Answer>();
  const options = { host: "127.0.0.1", port: tlsPort, path, servername: NAME, agent: false as const };
  const named = { ...headers, Host: `${NAME}:${tlsPort}` };
  get({ ...options, ca: readFileSync(join(folder, "certificate")), headers: named }, (response) => {
    let body = "";
    response.on("data", (bytes: Buffer) => (body += bytes.toString("latin1")));
    response.on("end", () => answer.resolve({ status: response.statusCode, headers: response.headers, body }));
  }).once("error", answer.reject);
  return answer.promise;
}

async function serve(config: string): Promise<ChildProcess> {
  const nginx = spawn("nginx", ["-c", config, "-g", "daemon off;"], { stdio: ["ignore", "inherit", "inherit"] });
  await until("nginx answers", 20_000, async () => (await ask("/livez")).status);
  return nginx;
}

async function end(nginx: ChildProcess): Promise<void> {
  if (nginx.exitCode !== null) return;
  const ended = once(nginx, "exit");
  nginx.kill("SIGTERM");
  await ended;
}

const hub = await startHub({
  DATA_DIR: join(folder, "data"),
  PUBLIC_PORT: String(publicPort),
  PUBLIC_ORIGIN: `https://${NAME}:${tlsPort}`,
  PUBLIC_PROXY: "127.0.0.1",
});
const config = configFor(publicPort, "hub");
const nginx = await serve(config);
test.after(async () => {
  await end(nginx);
  await hub.stop();
  rmSync(folder, { recursive: true });
});

const firstIn = (html: string, path: RegExp): string => {
  const [found] = path.exec(html) ?? [];
  if (found === undefined) throw new Error(`the page has no ${String(path)}`);
  return found;
};

test("nginx understands its configuration", () => {
  execFileSync("nginx", ["-t", "-c", config], { stdio: "pipe" });
});

test("styles and pictures are asked of the hub once", async () => {
  const { body } = await ask("/");
  for (const path of [firstIn(body, /\/assets\/app\.[^"]+\.css/), firstIn(body, /\/pictures\/[0-9a-f]+\/\d+/)]) {
    const [first, second] = [await ask(path), await ask(path, { Cookie: "satoshop_sid=x" })];
    assert.equal([first.status, first.headers["x-cache"], second.headers["x-cache"]], [200, "MISS", "HIT"], path);
    assert.is(second.body, first.body);
    assert.match(second.headers["cache-control"] ?? "", /immutable/);
  }
});

test("a browser gets what is kept in the form that it can read", async () => {
  const path = firstIn((await ask("/")).body, /\/assets\/app\.[^"]+\.css/);
  for (const encoding of ["br", "gzip"])
    assert.is((await ask(path, { "Accept-Encoding": encoding })).headers["content-encoding"], encoding);
  assert.is((await ask(path)).headers["content-encoding"], undefined);
});

test("what is not there is not kept", async () => {
  const answers = [await ask("/assets/app.none.css"), await ask("/assets/app.none.css")];
  assert.equal(
    answers.map(({ status, headers }) => [status, headers["x-cache"]]),
    [
      [404, "MISS"],
      [404, "MISS"],
    ],
  );
});

test("pages are never kept, with a cookie or without", async () => {
  for (const path of ["/", "/basket", "/account", "/api/v1/products", "/readyz"])
    for (const headers of [{}, { Cookie: "satoshop_sid=x" }])
      assert.is((await ask(path, headers)).headers["x-cache"], undefined, path);
});

test("the shop knows its public name through nginx, and the owner's desk is not behind it", async () => {
  assert.is((await ask("/")).status, 200);
  assert.is((await ask("/owner")).status, 404);
});

test("plain http leads to https", async () => {
  const answer = await fetch(`http://127.0.0.1:${plainPort}/basket?a=1`, { redirect: "manual" });
  assert.is(answer.status, 301);
  assert.is(answer.headers.get("location"), "https://127.0.0.1/basket?a=1");
});

test("whoever is behind nginx is told as nginx saw them, whatever they claim", async () => {
  const seen: IncomingHttpHeaders[] = [];
  const echo = createServer(({ headers }, answer) => {
    seen.push(headers);
    answer.end();
  }).listen(echoPort, "127.0.0.1");
  await once(echo, "listening");
  await end(nginx);
  const other = await serve(configFor(echoPort, "echo"));
  try {
    seen.length = 0;
    for (const path of ["/basket", "/assets/app.css"]) await ask(path, { "X-Forwarded-For": "9.9.9.9", Cookie: "a=b" });
    assert.equal(
      seen.map((headers) => headers["x-forwarded-for"]),
      ["127.0.0.1", "127.0.0.1"],
    );
    assert.equal(
      seen.map((headers) => headers.host),
      [`${NAME}:${tlsPort}`, `${NAME}:${tlsPort}`],
    );
    assert.equal(
      seen.map((headers) => headers.cookie),
      ["a=b", undefined],
      "what is the same for all is asked for nobody",
    );
  } finally {
    await end(other);
    echo.close();
  }
});
