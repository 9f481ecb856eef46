import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { run, tryRun } from "../../scripts/regtest/daemons/run.ts";
import { assembleStore } from "../../scripts/umbrel/assemble.ts";
import { published } from "../appliance/umbrel/assembled.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/umbrel");

const folder = mkdtempSync(join(tmpdir(), "satoshop-umbrel-"));
const app = await assembleStore({ ...published, into: join(folder, "store") });
test.after(() => rmSync(folder, { recursive: true }));

/** Umbrel's own: a HMAC with the device's seed, in hexadecimal. */
const DERIVE = 'derive_entropy() { printf "%s" "$1" | openssl dgst -sha256 -hmac device-seed | sed "s/.*= //"; }';

/** What Umbrel shows beside the app. */
const PASSWORD = "0".repeat(64);

/** Starts the app as Umbrel does up to the containers: reads exports.sh, then runs the hook with what it exported. */
async function start(data: string): Promise<void> {
  const script = `${DERIVE}; app_entropy_identifier=app-satoshop-hub-seed; . ${app}/exports.sh; exec ${app}/hooks/pre-start`;
  const ran = await tryRun("bash", ["-c", script], { env: { APP_DATA_DIR: data, APP_PASSWORD: PASSWORD } });
  assert.is(ran?.code, 0, ran?.stderr);
}

test("before the first start the app's folders are made, and belong to the number that containers run as", async () => {
  const data = join(folder, "first");
  await start(data);
  for (const name of ["data/hub", "data/secrets", "data/secrets/secret-key", "data/secrets/claim-code"]) {
    const { uid, gid, mode } = statSync(join(data, name));
    assert.equal([uid, gid, mode & 0o077], [1000, 1000, 0], name);
  }
});

test("the secret is as long as the hub wants it and the same at every start", async () => {
  const data = join(folder, "twice");
  const secret = () => readFileSync(join(data, "data/secrets/secret-key"), "utf8");
  await start(data);
  const first = secret();
  await start(data);
  assert.match(first, /^[0-9a-f]{64}\n$/);
  assert.is(secret(), first);
});

test("a start that was given no secret leaves the one that is there", async () => {
  const data = join(folder, "kept");
  const file = join(data, "data/secrets/secret-key");
  await start(data);
  const before = readFileSync(file, "utf8");
  const ran = await tryRun(`${app}/hooks/pre-start`, [], { env: { APP_DATA_DIR: data } });
  assert.is(ran?.code, 0, ran?.stderr);
  assert.is(readFileSync(file, "utf8"), before);
});

test("what a shell reads is clean", async () => {
  for (const [shell, file] of [
    ["bash", "hooks/pre-start"],
    ["bash", "exports.sh"],
  ] as const) {
    // Umbrel sets what exports.sh reads, and asks for this form of a line.
    const ran = await tryRun("shellcheck", ["--exclude=SC2154,SC2155", `--shell=${shell}`, join(app, file)]);
    assert.is(ran?.code, 0, ran?.stdout);
  }
});

/** gRPC's own word for a method that a server does not have: the connection stood. */
const WAS_THERE = /UNIMPLEMENTED|unimplemented|does not implement/;

/** LND on Umbrel, as far as the way to it goes: its certificate names the device, and no service answers behind it. */
async function nodeOnUmbrel(): Promise<{ port: number; certificate: string; server: Server }> {
  const [key, certificate] = [join(folder, "tls.key"), join(folder, "tls.cert")];
  const names = "-subj /CN=umbrel.local -addext subjectAltName=DNS:umbrel.local";
  const files = `-keyout ${key} -out ${certificate}`;
  await run("openssl", `req -x509 -newkey rsa:2048 -nodes -days 2 ${names} ${files}`.split(" "));
  const server = new Server();
  const pair = { private_key: readFileSync(key), cert_chain: readFileSync(certificate) };
  const bound = Promise.withResolvers<number>();
  server.bindAsync("127.0.0.1:0", ServerCredentials.createSsl(null, [pair]), (error, port) =>
    error === null ? bound.resolve(port) : bound.reject(error),
  );
  return { port: await bound.promise, certificate, server };
}

test("LND is reached by the name in its certificate, which the container is told together with its address", async () => {
  const { port, certificate, server } = await nodeOnUmbrel();
  const [hosts, macaroon] = [join(folder, "hosts"), join(folder, "admin.macaroon")];
  writeFileSync(hosts, "127.0.0.1 umbrel.local\n");
  writeFileSync(macaroon, "not looked at");
  const bake = async (host: string) => {
    const files = ["--cert", certificate, "--macaroon", macaroon, "--into", join(folder, "macaroons")];
    const command = [process.execPath, "scripts/satoshop.ts", "lnd-setup", "--socket", `${host}:${port}`, ...files];
    const ran = await tryRun("bwrap", ["--dev-bind", "/", "/", "--ro-bind", hosts, "/etc/hosts", "--", ...command]);
    return ran?.stderr ?? "";
  };
  try {
    assert.match(await bake("umbrel.local"), WAS_THERE);
    assert.not.match(await bake("127.0.0.1"), WAS_THERE, "the certificate does not name the address");
  } finally {
    server.forceShutdown();
  }
});
