import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "undici";
import { z } from "zod";
import { until } from "../../regtest/stack/until.ts";
import { timed } from "../paced.ts";
import { atMost, short, type Row } from "../row.ts";
import { median } from "../statistics.ts";

const BUDGET_MS = 5;
/** The first of them find cold code, as nobody does on a hub that runs. */
const WARM_UP = 20;
const LETTER_MS = 10_000;

/** A hub that keeps its letters in a folder, and the addresses that come in there. */
export interface Doorway {
  origin: string;
  mails: string;
  /** Where the hub writes how long it worked on each request. */
  logFile: string;
  addresses: readonly string[];
}

/**
 * What coming in by a mailed code costs the server, by its own log; asking for the letter stands beside it, and so does
 * what the browser waits for. Nothing here needs argon2.
 */
export async function measureSignIn({ origin, mails, logFile, addresses }: Doorway): Promise<Row> {
  const client = new Client(origin);
  try {
    const [askMs, enterMs]: [number[], number[]] = [[], []];
    // One person after the other, each waiting for the letter: writing it is not what the next one waits for.
    for (const address of addresses) {
      let cookie = "";
      askMs.push(await timed(async () => (cookie = await send(client, "/sign-in/mail", { address, wanted: "" }, ""))));
      const code = await codeTo(address, mails);
      enterMs.push(await timed(() => send(client, "/sign-in/mail/code", { code }, cookie)));
    }
    const seenMs = settled(askMs) + settled(enterMs);
    const log = readFileSync(logFile, "utf8");
    return row({ askMs: workedOn("/sign-in/mail", log), enterMs: workedOn("/sign-in/mail/code", log), seenMs });
  } finally {
    await client.close();
  }
}

function row({ askMs, enterMs, seenMs }: Record<"askMs" | "enterMs" | "seenMs", number>): Row {
  return {
    what: "coming in by a mailed code, server time, median",
    measured: `${short(enterMs)} ms`,
    beside: `asking for the mail: ${short(askMs)} ms; both as a browser sees them: ${short(seenMs)} ms`,
    ratio: "",
    ...atMost(enterMs, BUDGET_MS, "ms"),
  };
}

const Line = z.object({ method: z.literal("POST"), route: z.string(), durationMs: z.number() });

/** The median of what the hub noted for a route; lines about anything else are left out. */
function workedOn(route: string, log: string): number {
  const lines = log.split("\n").filter((line) => line.startsWith("{"));
  const requests = lines.map((line) => Line.safeParse(JSON.parse(line)).data).filter((line) => line?.route === route);
  return settled(requests.map((line) => line?.durationMs ?? 0));
}

function settled(times: readonly number[]): number {
  return median(times.slice(WARM_UP));
}

/** One that is let in is sent to where it wanted to go; whoever is refused stays on the page. */
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

/** The code in the letter to this address, as soon as it is in the folder. */
async function codeTo(address: string, folder: string): Promise<string> {
  return until(`a letter to ${address} has come`, LETTER_MS, async () => {
    const letters = readdirSync(folder).filter((name) => name.endsWith(".eml"));
    const texts = letters.map((name) => readFileSync(join(folder, name), "utf8"));
    return /^ {4}(\w{4}-\w{4})\s*$/m.exec(texts.find((text) => text.includes(`To: ${address}`)) ?? "")?.[1];
  });
}
