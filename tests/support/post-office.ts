import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writing } from "../../app/accounts/mail/letter.ts";
import { LETTER_JOB } from "../../app/accounts/mail/open-request.ts";
import { sendNotice } from "../../app/accounts/mail/send-notice.ts";
import { sendRequest } from "../../app/accounts/mail/send-request.ts";
import { NOTIFY_JOB } from "../../app/accounts/notify.ts";
import type { Db } from "../../app/db/database.ts";
import type { Random } from "../../app/domain/ids.ts";
import type { Clock } from "../../app/domain/time.ts";
import type { MailPort } from "../../app/gateways/mail/port.ts";
import { sandboxMail } from "../../app/gateways/mail/sandbox.ts";
import { claim } from "../../app/jobs/claim.ts";
import { perform } from "../../app/jobs/perform.ts";
import { letterWriter } from "../../ui/mails/write-letter.ts";
import { readMail } from "./read-mail.ts";
import type { ReadMail } from "./read-mail.ts";

/** A letter that came, with what its reader does with it. */
export type CameMail = ReadMail & {
  to: string;
  subject: string;
  /** What stands behind the `#` of its link; empty when it has none. */
  token: string;
  link: string;
  code: string;
};

export type PostOffice = {
  /** Does all letter jobs that are due, and hands out what came of them, in the order of asking, at one moment by address. */
  deliver(): Promise<CameMail[]>;
  /** What the jobs had to say about failures. */
  warnings: string[];
};

type Office = { db: Db; clock: Clock; random: Random; secretKey: string };

/** Does the work of the hub's job queue for letters, with the sandbox's folder or another carrier. */
export function openPostOffice(deps: Office, carrier?: MailPort): PostOffice {
  const folder = join(mkdtempSync(join(tmpdir(), "satoshop-post-")), "mails");
  const warnings: string[] = [];
  const note = (details: object, text: string) => void warnings.push(`${text} ${JSON.stringify(details)}`);
  const log = { warn: note, error: note } as unknown as Writing["log"] & Parameters<typeof perform>[0]["log"];
  const writing = { ...deps, mail: carrier ?? sandboxMail(folder), writeLetter: letterWriter("Corner", "UTC"), log };
  const handlers = {
    [LETTER_JOB]: ({ payload }: { payload: Readonly<Record<string, string>> }) =>
      sendRequest(writing, payload["requestId"] ?? ""),
    [NOTIFY_JOB]: ({ payload }: { payload: Readonly<Record<string, string>> }) =>
      sendNotice(writing, payload["noticeId"] ?? ""),
  };
  const deliver = async (): Promise<CameMail[]> => {
    const { jobs } = await claim(deps.db, { owner: "post", limit: 500, now: deps.clock(), leaseMs: 60_000n });
    for (const job of jobs) await perform({ ...writing, handlers, leaseMs: 60_000 }, job, new AbortController());
    return takeAll(folder);
  };
  return { deliver, warnings };
}

function takeAll(folder: string): CameMail[] {
  const mails = filesIn(folder).map((name) => {
    const raw = readFileSync(join(folder, name), "utf8");
    rmSync(join(folder, name));
    return { sentAt: name.slice(...TIME), mail: came(readMail(raw)) };
  });
  return mails.toSorted(bySending).map(({ mail }) => mail);
}

/** Where an id says when it was made; what comes behind it is random. */
const TIME = [4, 14] as const;

type SentMail = { sentAt: string; mail: CameMail };

function bySending(left: SentMail, right: SentMail): number {
  const [one, other] = [left, right].map(({ sentAt, mail }) => `${sentAt} ${mail.to}`);
  return one === other ? 0 : (one ?? "") < (other ?? "") ? -1 : 1;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function came(mail: ReadMail): CameMail {
  const link = /^https?:\S+$/m.exec(mail.text)?.[0] ?? "";
  return {
    ...mail,
    to: mail.headers.get("to") ?? "",
    subject: mail.headers.get("subject") ?? "",
    link,
    token: link.split("#")[1] ?? "",
    code: /^ {4}(\w{4}-\w{4})\s*$/m.exec(mail.text)?.[1] ?? "",
  };
}
