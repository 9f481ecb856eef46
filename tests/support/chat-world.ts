import { NOTIFY_JOB } from "../../app/accounts/notify.ts";
import { LETTER_JOB } from "../../app/accounts/mail/open-request.ts";
import { sendNotice } from "../../app/accounts/mail/send-notice.ts";
import { QUESTION_JOB } from "../../app/accounts/telegram/queue-question.ts";
import { sendChatNotice } from "../../app/accounts/telegram/send-chat-notice.ts";
import { sendQuestion } from "../../app/accounts/telegram/send-question.ts";
import { startBot } from "../../app/bot/start-bot.ts";
import type { Bot } from "../../app/bot/start-bot.ts";
import type { Mail } from "../../app/gateways/mail/port.ts";
import { telegramBot } from "../../app/gateways/telegram/telegram.ts";
import type { Hub } from "../../app/http/context.ts";
import { claim } from "../../app/jobs/claim.ts";
import { perform } from "../../app/jobs/perform.ts";
import { chatWriter, labelNo } from "../../ui/bot/write-chat.ts";
import { letterWriter } from "../../ui/mails/write-letter.ts";
import { openHub } from "../http/hub.ts";
import type { TestHub } from "../http/hub.ts";
import { Visitor, linkIn } from "../http/pages/visitor.ts";
import type { Answer } from "../http/pages/visitor.ts";
import { openBotApi } from "./bot-api.ts";
import type { BotApi, BotMessage, Somebody } from "./bot-api.ts";

/** A hub whose bot really talks to Telegram's side of it. */
export type ChatWorld = TestHub & {
  api: BotApi;
  bot: Bot;
  /** Lets the bot and the hub's jobs do all that is due. */
  settle(): Promise<void>;
  /** Letters that were sent by mail. */
  letters: Mail[];
  /** Writes to the bot, and waits for what it does. */
  write(who: Somebody, text: string): Promise<void>;
  /** Presses a button, and waits for what it does. */
  press(who: Somebody, message: BotMessage, label: string): Promise<void>;
};

export async function openChatWorld(changes: Partial<Hub> = {}): Promise<ChatWorld> {
  const api = await openBotApi();
  const found: { bot?: Bot } = {};
  const t = await openHub({ botName: () => found.bot?.name(), ...changes });
  const telegram = telegramBot({ token: api.token, apiRoot: api.root, clock: t.hub.clock });
  const stopping = new AbortController();
  const chatting = { telegram, writeChat: chatWriter("Corner", "UTC"), labelNo };
  const bot = startBot({ ...t.hub, ...chatting, firstPauseMs: 1 }, stopping.signal);
  found.bot = bot;
  const letters: Mail[] = [];
  const mail = { send: async (letter: Mail) => (letters.push(letter), "taken" as const) };
  const working = { ...t.hub, ...chatting, mail, writeLetter: letterWriter("Corner", "UTC") };
  const settle = async () => {
    await api.settled();
    await work(working);
  };
  await settle();
  return {
    ...t,
    api,
    bot,
    settle,
    letters,
    write: async (who, text) => {
      api.write(who, text);
      await settle();
    },
    press: async (who, message, label) => {
      api.press(who, message, label);
      await settle();
    },
    close: async () => {
      stopping.abort();
      await bot.done;
      await api.close();
      await t.close();
    },
  };
}

type Working = Parameters<typeof sendQuestion>[0] & Parameters<typeof sendNotice>[0] & Pick<TestHub["hub"], "log">;

/** Does what the hub's queue has, as its worker would. */
async function work(deps: Working): Promise<void> {
  const handlers = {
    [QUESTION_JOB]: ({ payload }: Asked) => sendQuestion(deps, payload["requestId"] ?? ""),
    [NOTIFY_JOB]: async ({ payload }: Asked) => {
      await sendNotice(deps, payload["noticeId"] ?? "");
      await sendChatNotice(deps, payload["noticeId"] ?? "");
    },
    // Letters that ask are another suite's business.
    [LETTER_JOB]: async () => undefined,
  };
  for (;;) {
    const { jobs } = await claim(deps.db, { owner: "chats", limit: 100, now: deps.clock(), leaseMs: 60_000n });
    if (jobs.length === 0) return;
    for (const job of jobs) await perform({ ...deps, handlers, leaseMs: 60_000 }, job, new AbortController());
  }
}

type Asked = { payload: Readonly<Record<string, string>> };

/** The code that a page shows for the bot, as its link carries it. */
export function codeOn(page: Answer): string {
  return linkIn(page, /^https:\/\/t\.me\/corner_bot\?start=/).split("=")[1] ?? "";
}

/** The number that a waiting page shows. */
export function digitsOn({ html }: Answer): string {
  return /<p class="digits"><span aria-hidden="true">(\d\d)</.exec(html)?.[1] ?? "";
}

/** Comes in as the owner and links this chat to the account; answers with the browser. */
export async function linkedOwner(t: ChatWorld, who: Somebody, language = "en"): Promise<Visitor> {
  const owner = new Visitor(t, language);
  await owner.signIn({ role: "owner" });
  await linkChat(t, owner, who);
  return owner;
}

export async function linkChat(t: ChatWorld, person: Visitor, who: Somebody): Promise<Answer> {
  const shown = await person.submit(await person.get("/account/telegram"), "/account/telegram");
  await t.write(who, `/start ${codeOn(shown)}`);
  return person.get("/account/telegram/code");
}

/** Asks for a way in by Telegram; answers with the page that waits. */
export async function askToEnter(visitor: Visitor): Promise<Answer> {
  return visitor.submit(await visitor.get("/sign-in"), "/sign-in/telegram");
}

/** The newest message in a chat. */
export function lastTo({ api }: ChatWorld, { id }: Somebody): BotMessage {
  const message = api.messages.findLast(({ chat }) => chat === id);
  if (message === undefined) throw new Error(`nothing was written to ${id}`);
  return message;
}
