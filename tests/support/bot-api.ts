import { serve } from "@hono/node-server";
import { Hono } from "hono";

/** A message of the bot as its reader sees it. */
export type BotMessage = { id: number; chat: number; text: string; buttons: { label: string; data: string }[] };

export type Somebody = { id: number; username?: string; language?: string };

type Failure = { error_code: number; description: string; parameters?: Record<string, number> };

/** Telegram's side of one bot, on this machine: what people there do, what they see, and how it can refuse. */
export type BotApi = {
  token: string;
  root: string;
  /** What every chat shows now, the oldest first. */
  messages: BotMessage[];
  /** The lines that were shown for a moment after a press. */
  flashes: string[];
  /** How often each method was asked. */
  asked: Map<string, number>;
  write(who: Somebody, text: string, chat?: { id: number; type: string }): void;
  press(who: Somebody, message: BotMessage, label: string): void;
  /** Lets the next calls of a method fail like this, so many times. */
  fail(method: string, failure: Failure, times?: number): void;
  /** A chat that answers so to everything from now on: `403` blocked, `400` not found, or its new number. */
  refuse(chat: number, failure: Failure): void;
  setWebhook(): void;
  /** Waits until the bot has done what it does about everything so far. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export const BLOCKED: Failure = { error_code: 403, description: "Forbidden: bot was blocked by the user" };
export const NOT_FOUND: Failure = { error_code: 400, description: "Bad Request: chat not found" };
export const BUSY = (seconds: number): Failure => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});
export const MOVED = (to: number): Failure => ({
  error_code: 400,
  description: "Bad Request: group chat was upgraded to a supergroup chat",
  parameters: { migrate_to_chat_id: to },
});

type Asked = {
  chat_id?: number | string;
  message_id?: number;
  text?: string;
  offset?: number;
  reply_markup?: { inline_keyboard: { text: string; callback_data: string }[][] };
};

export async function openBotApi(token = "123456:test-token-of-a-bot-that-nobody-has"): Promise<BotApi> {
  const state = new Bot();
  const app = new Hono();
  // The router knows no place for a name in the middle of a segment, hence the star.
  app.post("/*", async (c) => {
    const [, given, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(c.req.path) ?? [];
    if (given !== token) return c.json({ ok: false, error_code: 401, description: "Unauthorized" }, 401);
    const text = await c.req.text();
    const asked: Asked = text === "" ? {} : JSON.parse(text);
    const answer = await state.answer(method, asked, c.req.raw.signal);
    if (!("failure" in answer)) return c.json({ ok: true, result: answer.result });
    return c.json({ ok: false, ...answer.failure }, 400);
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
  return Object.assign(state, { token, root: `http://127.0.0.1:${port}`, close });
}

type Answer = { result: unknown } | { failure: Failure };

class Bot {
  readonly messages: BotMessage[] = [];
  readonly flashes: string[] = [];
  readonly asked = new Map<string, number>();
  readonly #updates: { update_id: number }[] = [];
  readonly #failures: { method: string; failure: Failure }[] = [];
  readonly #refusing = new Map<number, Failure>();
  #ids = 1;
  #hasWebhook = false;
  /** The question that is held open; a second one ends it, as two programs with one token end each other's. */
  #poller: ((answer: Answer) => void) | undefined;
  #idle: (() => void)[] = [];

  write(who: Somebody, text: string, chat = { id: who.id, type: "private" }): void {
    this.#happen({ message: { message_id: this.#next(), date: 0, from: from(who), chat, text } });
  }

  press(who: Somebody, message: BotMessage, label: string): void {
    const data = message.buttons.find((button) => button.label === label)?.data;
    if (data === undefined) throw new Error(`there is no button ${label} under ${message.text}`);
    const type = message.chat > 0 ? "private" : "supergroup";
    const shown = { message_id: message.id, date: 0, chat: { id: message.chat, type }, text: message.text };
    this.#happen({ callback_query: { id: `p${this.#next()}`, from: from(who), message: shown, data } });
  }

  fail(method: string, failure: Failure, times = 1): void {
    for (let each = 0; each < times; each += 1) this.#failures.push({ method, failure });
  }

  refuse(chat: number, failure: Failure): void {
    this.#refusing.set(chat, failure);
  }

  setWebhook(): void {
    this.#hasWebhook = true;
  }

  /** The bot has asked for more, so it is done with all there was. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#tellIdle();
    });
  }

  async answer(method: string, asked: Asked, gone: AbortSignal): Promise<Answer> {
    this.asked.set(method, (this.asked.get(method) ?? 0) + 1);
    const due = this.#failures.findIndex((each) => each.method === method);
    const [failing] = due === -1 ? [] : this.#failures.splice(due, 1);
    if (failing !== undefined) return { failure: failing.failure };
    const refusal = this.#refusing.get(Number(asked.chat_id));
    if (refusal !== undefined) return { failure: refusal };
    switch (method) {
      case "getMe":
        return { result: { id: 1, is_bot: true, first_name: "Corner", username: "corner_bot" } };
      case "deleteWebhook":
        this.#hasWebhook = false;
        return { result: true };
      case "getUpdates":
        return this.#poll(asked.offset ?? 0, gone);
      case "sendMessage":
        return { result: this.#show(asked) };
      case "editMessageText":
        return this.#edit(asked);
      case "answerCallbackQuery":
        this.flashes.push(asked.text ?? "");
        return { result: true };
      default:
        return { failure: { error_code: 404, description: "Not Found" } };
    }
  }

  #poll(offset: number, gone: AbortSignal): Promise<Answer> | Answer {
    if (this.#hasWebhook)
      return {
        failure: { error_code: 409, description: "Conflict: can't use getUpdates method while webhook is active" },
      };
    const other = { error_code: 409, description: "Conflict: terminated by other getUpdates request" };
    this.#poller?.({ failure: other });
    this.#poller = undefined;
    while ((this.#updates[0]?.update_id ?? offset) < offset) this.#updates.shift();
    if (this.#updates.length > 0) return { result: [...this.#updates] };
    return new Promise((resolve) => {
      this.#poller = resolve;
      gone.addEventListener("abort", () => resolve({ result: [] }), { once: true });
      this.#tellIdle();
    });
  }

  #show({ chat_id, text = "", reply_markup }: Asked): object {
    const id = this.#next();
    const buttons = (reply_markup?.inline_keyboard ?? []).flat();
    const chat = Number(chat_id);
    const labelled = buttons.map(({ text: label, callback_data: data }) => ({ label, data }));
    this.messages.push({ id, chat, text, buttons: labelled });
    return { message_id: id, date: 0, chat: { id: chat, type: "private" }, text };
  }

  #edit({ chat_id, message_id, text = "" }: Asked): Answer {
    const message = this.messages.find(({ id, chat }) => id === message_id && chat === Number(chat_id));
    if (message === undefined)
      return { failure: { error_code: 400, description: "Bad Request: message to edit not found" } };
    Object.assign(message, { text, buttons: [] });
    return { result: true };
  }

  #happen(update: object): void {
    this.#updates.push({ update_id: this.#next(), ...update });
    const waiting = this.#poller;
    this.#poller = undefined;
    waiting?.({ result: [...this.#updates] });
  }

  #tellIdle(): void {
    if (this.#poller === undefined || this.#updates.length > 0) return;
    for (const tell of this.#idle.splice(0)) tell();
  }

  #next(): number {
    return (this.#ids += 1);
  }
}

function from({ id, username, language = "en" }: Somebody): object {
  const named = username === undefined ? {} : { username };
  return { id, is_bot: false, first_name: `Somebody ${id}`, language_code: language, ...named };
}
