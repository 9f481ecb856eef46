import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { HUB_ARGUMENTS, HUB_ENVIRONMENT } from "../../scripts/regtest/hub/command.ts";
import { Ended, until } from "../../scripts/regtest/stack/until.ts";

/** A hub in a process of its own, as it runs on a board, so that it can be killed like one. */
export type HubProcess = {
  origin: string;
  /** Where the owner's desk is. */
  adminOrigin: string;
  /** What the terminal showed since the first start. */
  output(): string;
  /** SIGKILL: as a power cut would do it. */
  kill(): Promise<void>;
  /** Starts it again on the same settings, data and port. */
  start(): Promise<void>;
  /** SIGTERM; answers with the exit code. */
  stop(): Promise<number | null>;
};

/** On a board that does much else at the same time. */
const READY_WITHIN_MS = 90_000;
const ROOT = join(import.meta.dirname, "../..");

/** On a fresh clone there is nothing yet that the hub could serve. */
function buildUi(): void {
  if (!existsSync(join(ROOT, "dist/ui/manifest.json")))
    execFileSync(process.execPath, [join(ROOT, "scripts/build-ui.ts")], { cwd: ROOT, stdio: "ignore" });
}

/** Starts a hub on a free port and waits until it says that it is ready. */
export async function startHub(settings: Readonly<Record<string, string>>): Promise<HubProcess> {
  const [port, adminPort] = [await freePort(), await freePort()];
  const [origin, adminOrigin] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${adminPort}`];
  const environment = {
    ...process.env,
    ...HUB_ENVIRONMENT,
    LOG_LEVEL: "warn",
    RATE_LIMIT_FACTOR: "100000",
    ...settings,
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    ORIGIN: origin,
  };
  let output = "";
  let isToldToEnd = false;
  buildUi();
  let child = spawnHub();

  function spawnHub() {
    const started = spawn(process.execPath, HUB_ARGUMENTS, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [started.stdout, started.stderr])
      stream.on("data", (data: Buffer) => (output += data.toString()));
    started.once("exit", (code, signal) => {
      if (!isToldToEnd) process.stderr.write(`the hub ended by itself with ${code ?? signal}:\n${output}\n`);
    });
    isToldToEnd = false;
    return started;
  }

  async function ready(): Promise<void> {
    await until("the hub is ready", READY_WITHIN_MS, async () => {
      if (child.exitCode !== null) throw new Ended(`the hub ended with ${child.exitCode}:\n${output}`);
      const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
      return answer?.ok === true ? true : undefined;
    });
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, "exit");
    isToldToEnd = true;
    child.kill(signal);
    await exited;
    return child.exitCode;
  }

  await ready().catch(async (error: unknown) => {
    await end("SIGKILL");
    throw error;
  });
  return {
    origin,
    adminOrigin,
    output: () => output,
    kill: async () => void (await end("SIGKILL")),
    start: async () => {
      child = spawnHub();
      await ready();
    },
    stop: () => end("SIGTERM"),
  };
}

/** A port of this machine on which nobody listens now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port was given");
  return address.port;
}
