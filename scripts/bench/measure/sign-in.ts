import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "undici";
import { until } from "../../regtest/stack/until.ts";
import { timed } from "../paced.ts";
import { atMost, short, type Row } from "../row.ts";
import { median } from "../statistics.ts";

const BUDGET_MS = 5;
/** The first of them find cold code, as nobody does on a hub that runs. */
const WARM_UP = 20;
const LETTERS_MS = 60_000;

/** A hub that keeps its letters in a folder, and the addresses that come in there. */
export interface Doorway {
  origin: string;
  mails: string;
  addresses: readonly string[];
}

interface Asked {
  address: string;
  askMs: number;
  cookie: string;
}

/** What coming in by a mailed code costs: asking for the letter, and sending its code; nothing here needs argon2. */
export async function measureSignIn({ origin, mails, addresses }: Doorway): Promise<Row> {
  const client = new Client(origin);
  try {
    const asked: Asked[] = [];
    for (const address of addresses) asked.push(await ask(client, address));
    const codes = await codesIn(mails, addresses);
    const enterMs: number[] = [];
    for (const { address, cookie } of asked) enterMs.push(await enter(client, cookie, codes.get(address) ?? ""));
    const restMs: number[] = [];
    for (const _ of addresses) restMs.push(await timed(() => readyz(client)));
    return row({ askMs: settled(asked.map(({ askMs }) => askMs)), enterMs: settled(enterMs), restMs: settled(restMs) });
  } finally {
    await client.close();
  }
}

function row({ askMs, enterMs, restMs }: Record<"askMs" | "enterMs" | "restMs", number>): Row {
  return {
    what: "coming in by a mailed code, both requests, medians",
    measured: `${short(askMs + enterMs)} ms`,
    beside: `asking ${short(askMs)}, the code ${short(enterMs)}; /readyz: ${short(restMs)} ms`,
    ratio: "",
    ...atMost(askMs + enterMs, BUDGET_MS, "ms"),
  };
}

function settled(times: readonly number[]): number {
  return median(times.slice(WARM_UP));
}

async function ask(client: Client, address: string): Promise<Asked> {
  let cookie = "";
  const askMs = await timed(async () => {
    cookie = await send(client, "/sign-in/mail", { address, wanted: "" }, "");
  });
  return { address, askMs, cookie };
}

/** One that is let in is sent to where it wanted to go; whoever is refused stays on the page. */
async function enter(client: Client, cookie: string, code: string): Promise<number> {
  return timed(() => send(client, "/sign-in/mail/code", { code }, cookie));
}

async function send(client: Client, path: string, fields: Record<string, string>, cookie: string): Promise<string> {
  const answer = await client.request({
    method: "POST",
    path,
    headers: { "content-type": "application/x-www-form-urlencoded", cookie },
    body: new URLSearchParams(fields).toString(),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 303) throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
  return cookiesOf(answer.headers["set-cookie"]);
}

function cookiesOf(header: string | string[] | undefined): string {
  return [header ?? []]
    .flat()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

async function readyz(client: Client): Promise<void> {
  const answer = await client.request({ method: "GET", path: "/readyz" });
  await answer.body.dump();
}

/** The code in each letter, by the address that it went to. */
async function codesIn(folder: string, addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return until("a letter for each has come", LETTERS_MS, async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
    const codes = new Map(names.map((name) => codeIn(readFileSync(join(folder, name), "utf8"))));
    return addresses.every((address) => codes.has(address)) ? codes : undefined;
  });
}

function codeIn(letter: string): [address: string, code: string] {
  return [/^To: (\S+)/m.exec(letter)?.[1] ?? "", /^ {4}(\w{4}-\w{4})\s*$/m.exec(letter)?.[1] ?? ""];
}
