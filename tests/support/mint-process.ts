import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Msat } from "../../app/domain/money.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { httpWire } from "../../app/gateways/mint/http-wire.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import type { Fault } from "../../scripts/sandbox-mint/faults.ts";

/** A sandbox mint in a process of its own, and the hands of whoever tries it out. */
export type MintProcess = {
  url: string;
  mint: MintPort;
  /** What it printed when it came up. */
  said: string;
  pay(bolt11: string): Promise<void>;
  newInvoice(amountMsat: Msat): Promise<string>;
  /** In sat, of all time, as the mint has it in its database. */
  books(): Promise<{ issued: number; redeemed: number; outstanding: number }>;
  willFail(...faults: readonly (Partial<Fault> & Pick<Fault, "kind">)[]): Promise<void>;
  /** SIGKILL, and a start on the same folder and port. */
  restartAfterKill(): Promise<void>;
  stop(): Promise<void>;
};

const PROGRAM = join(import.meta.dirname, "../../scripts/sandbox-mint.ts");
const Books = z.object({ issued: z.int(), redeemed: z.int(), outstanding: z.int() });

/** Ends with this process, whatever becomes of that. */
export async function startMintProcess({ paysAt }: { paysAt?: string } = {}): Promise<MintProcess> {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-mint-"));
  const options = paysAt === undefined ? [] : ["--pays-at", paysAt];
  const start = (port: string) => started(["--folder", folder, "--port", port, ...options]);
  let { child, said, url } = await start("0");
  const ask = async (route: string, body?: unknown): Promise<unknown> => {
    const [method = "", path = ""] = route.split(" ");
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    url,
    mint: openCashuMint(url, httpWire(url, safeFetcher({ allowed: [new URL(url).host] }))),
    said,
    pay: async (bolt11) => void (await ask("POST /sandbox/pay", { bolt11 })),
    newInvoice: async (amountMsat) => {
      const answer = await ask("POST /sandbox/invoice", { amountMsat: amountMsat.toString() });
      return z.object({ bolt11: z.string() }).parse(answer).bolt11;
    },
    books: async () => Books.parse(await ask("GET /sandbox/books")),
    willFail: async (...faults) => void (await ask("POST /sandbox/faults", faults)),
    restartAfterKill: async () => {
      await ended(child, "SIGKILL");
      ({ child, said, url } = await start(new URL(url).port));
    },
    stop: () => ended(child, "SIGTERM"),
  };
}

async function started(args: readonly string[]): Promise<{ child: ChildProcess; said: string; url: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => child.kill("SIGKILL"));
  let said = "";
  for await (const part of child.stdout.setEncoding("utf8")) {
    said += String(part);
    const url = /^http:\S+$/m.exec(said)?.[0];
    if (url !== undefined) return { child, said, url };
  }
  throw new Error(`the sandbox mint did not come up: ${said}`);
}

async function ended(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}
