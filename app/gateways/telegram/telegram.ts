import { Api } from "grammy";
import { NotApplied } from "../../domain/outcome.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Clock } from "../../domain/time.ts";
import type { ChatMessage, TelegramPort } from "./port.ts";
import { KINDS, readUpdate } from "./read-update.ts";
import { failureOf, isRefusal, judgeChat, waitOf } from "./verdict.ts";

export type TelegramSettings = {
  token: string;
  /** Where the Bot API is, without a slash at the end. */
  apiRoot: string;
  clock: Clock;
  limits?: TelegramLimits;
};

export type TelegramLimits = {
  /** For how long Telegram holds a question for updates open; it allows up to 50. */
  pollSeconds: number;
  /** For a whole call, however slowly the answer drips. */
  callSeconds: number;
};

const LIMITS: TelegramLimits = { pollSeconds: 50, callSeconds: 20 };

/**
 * The bot on Telegram's Bot API. It asks for updates over a connection of its own making (long polling), so that
 * Telegram needs no way to a hub behind a home router.
 */
export function telegramBot({ token, apiRoot, clock, limits = LIMITS }: TelegramSettings): TelegramPort {
  const api = new Api(token, { apiRoot, timeoutSeconds: limits.callSeconds });
  const patient = new Api(token, { apiRoot, timeoutSeconds: limits.pollSeconds + limits.callSeconds });
  const calls = new Calls(clock);
  const nameOf = async (signal: AbortSignal) => (await api.getMe(theirs(signal))).username;
  return {
    name: (signal) => calls.make(() => nameOf(signal)),
    begin: (signal) =>
      calls.make(async () => {
        // A webhook that somebody once set would keep every update away.
        await api.deleteWebhook({}, theirs(signal));
        return { username: await nameOf(signal) };
      }),
    poll: (offset, signal) =>
      calls.make(async () => {
        const asked = { offset, timeout: limits.pollSeconds, allowed_updates: KINDS };
        return (await patient.getUpdates(asked, theirs(signal))).map(readUpdate);
      }),
    send: (message) =>
      calls.make(async () => {
        await api.sendMessage(message.chatId, message.text, optionsOf(message));
        return { kind: "sent" } as const;
      }, judgeChat),
    replace: async ({ chatId, messageId }, text) => {
      await calls.make(() => api.editMessageText(chatId, messageId, text), asDone);
    },
    answer: async (pressId, text) => {
      await calls.make(() => api.answerCallbackQuery(pressId, { text }), asDone);
    },
  };
}

type TheirSignal = NonNullable<Parameters<Api["getMe"]>[0]>;

/** The library describes its signals by the types of a package for Node 12; it takes those of the platform. */
function theirs(signal: AbortSignal): TheirSignal {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- grammY only listens for `abort` and reads `aborted`
  return signal as TheirSignal;
}

/** What depends on nothing: the message or the press is gone, and nobody waits for it. */
const asDone = (error: unknown) => (isRefusal(error) || judgeChat(error) !== undefined ? true : undefined);

function optionsOf({ buttons }: ChatMessage) {
  const rows = buttons.map((row) => row.map(({ label, data }) => ({ text: label, callback_data: data })));
  const keyboard = rows.length === 0 ? {} : { reply_markup: { inline_keyboard: rows } };
  return { ...keyboard, link_preview_options: { is_disabled: true } };
}

/** Makes calls, keeps still for as long as Telegram asks, and turns what fails into the hub's own words. */
class Calls {
  readonly #clock: Clock;
  #quietUntilMs = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async make<Answer, Judged>(
    call: () => Promise<Answer>,
    judge: (error: unknown) => Judged | undefined = () => undefined,
  ): Promise<Answer | Judged> {
    if (this.#clock() < this.#quietUntilMs) throw new NotApplied("Telegram wants to be left alone for a while");
    try {
      return await call();
    } catch (error) {
      const judged = judge(error);
      if (judged !== undefined) return judged;
      const waitSeconds = waitOf(error);
      if (waitSeconds !== undefined) this.#quietUntilMs = this.#clock() + BigInt(waitSeconds) * SECOND_MS;
      throw failureOf(error);
    }
  }
}
