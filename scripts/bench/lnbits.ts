import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { Pool } from "undici";
import { z } from "zod";
import { buildOnce } from "../regtest/daemons/cache.ts";
import { run } from "../regtest/daemons/run.ts";
import type { StackNode } from "../regtest/stack.ts";
import { freePorts } from "../regtest/stack/ports.ts";
import { startProgram, type Program } from "./program.ts";

const VERSION = "1.6.2";
const START_DEADLINE_MS = 90_000;

/** A running LNbits on the shop's node. */
export interface Lnbits {
  name: string;
  makeInvoice: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Installs LNbits from PyPI when it is not there, and starts it with a wallet of its own on the given node. */
export async function startLnbits(node: StackNode, folder: string, atATime: number): Promise<Lnbits> {
  const [packages, python] = await install();
  const [port = 0] = await freePorts(1);
  const [origin, data] = [`http://127.0.0.1:${port}`, join(folder, "lnbits")];
  mkdirSync(data, { recursive: true });
  const program = await startProgram({
    command: python,
    args: ["-c", "from lnbits.server import main; main()", "--host", "127.0.0.1", "--port", String(port)],
    // It looks for its pages relative to the working folder.
    cwd: packages,
    env: settings(node, data),
    logFile: join(folder, "lnbits.log"),
    readyAt: `${origin}/api/v1/health`,
    deadlineMs: START_DEADLINE_MS,
  });
  try {
    return await openWallet(origin, data, program, atATime);
  } catch (error) {
    await program.stop();
    throw error;
  }
}

async function install(): Promise<[packages: string, python: string]> {
  const folder = await buildOnce(`lnbits-${VERSION}`, async (into) => {
    await run("python3", ["-m", "venv", join(into, "venv")]);
    // A newer bitstring is not what it was written for, and PyPI lets it in.
    await run(join(into, "venv", "bin", "python"), [
      "-m",
      "pip",
      "install",
      "--quiet",
      `lnbits==${VERSION}`,
      "bitstring<5",
    ]);
  });
  const lib = join(folder, "venv", "lib");
  const [version = ""] = readdirSync(lib).filter((name) => name.startsWith("python3."));
  return [join(lib, version, "site-packages"), join(folder, "venv", "bin", "python")];
}

function settings(node: StackNode, data: string): Record<string, string> {
  return {
    LNBITS_DATA_FOLDER: data,
    LNBITS_BACKEND_WALLET_CLASS: "LndRestWallet",
    LND_REST_ENDPOINT: `https://localhost:${node.restPort}`,
    LND_REST_CERT: node.certPath,
    LND_REST_MACAROON: node.adminMacaroonPath,
    LNBITS_ADMIN_UI: "false",
    AUTH_HTTPS_ONLY: "false",
    LNBITS_RATE_LIMIT_NO: "1000000",
    LNBITS_RATE_LIMIT_UNIT: "second",
  };
}

const Account = z.object({ inkey: z.string() });

async function openWallet(origin: string, data: string, program: Program, atATime: number): Promise<Lnbits> {
  const pool = new Pool(origin, { connections: atATime });
  const post = async (path: string, headers: Record<string, string>, body: object): Promise<unknown> => {
    const answer = await pool.request({
      method: "POST",
      path,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`LNbits answered ${answer.statusCode}: ${text}`);
    return JSON.parse(text);
  };
  const { inkey } = Account.parse(await post("/api/v1/account", {}, { name: randomUUID() }));
  forgetCurrency(data);
  return {
    name: `LNbits ${VERSION}`,
    makeInvoice: async () => {
      await post("/api/v1/payments", { "X-Api-Key": inkey }, { out: false, amount: 1_000, memo: "honey" });
    },
    stop: async () => {
      await pool.close();
      await program.stop();
    },
  };
}

/** Otherwise it asks price services about every invoice, which is not what is measured here. */
function forgetCurrency(data: string): void {
  const database = new BetterSqlite3(join(data, "database.sqlite3"));
  database.prepare("UPDATE wallets SET currency = NULL").run();
  database.close();
}
