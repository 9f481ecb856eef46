import { sql } from "kysely";
import { tableNames } from "../../../app/db/table-names.ts";
import { LETTER_JOB } from "../../../app/accounts/mail/open-request.ts";
import { sendRequest } from "../../../app/accounts/mail/send-request.ts";
import type { Db } from "../../../app/db/database.ts";
import type { LightningReceiver } from "../../../app/gateways/lightning/port.ts";
import { claim } from "../../../app/jobs/claim.ts";
import { perform } from "../../../app/jobs/perform.ts";
import { letterWriter } from "../../../ui/mails/write-letter.ts";
import { startSmtp } from "../../gateways/mail/smtp-world.ts";
import type { SmtpWorld } from "../../gateways/mail/smtp-world.ts";
import { Canaries } from "../../support/canaries.ts";
import { openChatWorld } from "../../support/chat-world.ts";
import type { ChatWorld } from "../../support/chat-world.ts";
import { startGoogle } from "../../support/google.ts";
import type { TestGoogle } from "../../support/google.ts";
import { openPostOffice } from "../../support/post-office.ts";
import type { PostOffice } from "../../support/post-office.ts";

type Request = { path: string; init: RequestInit };

/** A hub with every neighbour that it can have, of which everything is kept that it lets out or writes down. */
export type WatchedHub = ChatWorld & {
  canaries: Canaries;
  provider: TestGoogle;
  post: PostOffice;
  /** Asks the real mail server with a password that it does not take. */
  failToSend(): Promise<void>;
  /** Everything that was asked so far, to be asked again. */
  requests: Request[];
  /** Whatever left the hub or was stored, by the place where it stands. */
  kept: Map<string, Set<string>>;
  keepTables(): Promise<void>;
};

export async function openWatchedHub(): Promise<WatchedHub> {
  const [provider, smtp, canaries] = [await startGoogle(), await startSmtp(), new Canaries()];
  const t = await openChatWorld({ google: provider.google });
  spyOnPreimages(t.hub.node, canaries);
  const watched: WatchedHub = {
    ...t,
    canaries,
    provider,
    post: openPostOffice(t.hub),
    failToSend: () => sendBy(t, smtp, canaries),
    requests: [],
    kept: new Map(),
    keepTables: () => keepTables(watched),
    close: async () => {
      await Promise.all([provider.stop(), smtp.close()]);
      await t.close();
    },
  };
  watch(watched);
  canaries.plant("secret key", t.hub.secretKey);
  canaries.plant("bot's token", t.api.token);
  canaries.plant("Google's client secret", "a secret of the hub and Google");
  return watched;
}

/** The hub makes them before the node is asked, and has to keep them with the invoice. */
function spyOnPreimages(node: LightningReceiver, canaries: Canaries): void {
  const { createInvoice } = node;
  node.createInvoice = (request) => {
    canaries.plant("preimage", request.preimage, /^table lightning_invoice$/);
    return createInvoice.call(node, request);
  };
}

async function sendBy({ hub }: ChatWorld, smtp: SmtpWorld, canaries: Canaries): Promise<void> {
  const login = { user: "hub", password: canaries.plant("mail password", "hunter2 of the mail server") };
  const writing = { ...hub, mail: smtp.mail({ login }), writeLetter: letterWriter("Corner", "UTC") };
  const send = ({ payload }: { payload: Readonly<Record<string, string>> }) =>
    sendRequest(writing, payload["requestId"] ?? "");
  const { jobs } = await claim(hub.db, { owner: "post", limit: 10, now: hub.clock(), leaseMs: 60_000n });
  for (const job of jobs)
    await perform({ ...writing, handlers: { [LETTER_JOB]: send }, leaseMs: 60_000 }, job, new AbortController());
}

/** Keeps every question and answer, and what stands in the tables after each that may have changed them. */
function watch(watched: WatchedHub): void {
  const { app } = watched;
  const { request: ask } = app;
  app.request = async (input, init, ...rest) => {
    if (typeof input !== "string") throw new Error("a test asks for a path");
    const what = `${init?.method ?? "GET"} ${input.replace(/\?.*$/, "")}`;
    watched.requests.push({ path: input, init: init ?? {} });
    const response = await ask(input, init, ...rest);
    keep(watched, `cookie of ${what}`, response.headers.getSetCookie().join("\n"));
    const headers = [...response.headers].filter(([name]) => name !== "set-cookie");
    keep(watched, `answer to ${what}`, `${JSON.stringify(headers)}\n${await response.clone().text()}`);
    if (init?.method === "POST") await keepTables(watched);
    return response;
  };
}

function keep({ kept }: WatchedHub, where: string, text: string): void {
  kept.set(where, (kept.get(where) ?? new Set<string>()).add(text));
}

async function keepTables(watched: WatchedHub): Promise<void> {
  for (const [table, rows] of await rowsOf(watched.hub.db))
    for (const row of rows) keep(watched, `table ${table}`, row);
}

async function rowsOf(db: Db): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>();
  for (const name of await tableNames(db)) {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(name)}`.execute(db);
    tables.set(
      name,
      rows.map((row) => Object.values(row).map(String).join("\n")),
    );
  }
  return tables;
}
