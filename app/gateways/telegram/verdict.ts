import { GrammyError, HttpError } from "grammy";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { Sent } from "./port.ts";

/** What Telegram says when a chat will never take a message of this bot again. */
const GONE =
  /chat not found|user not found|bot was blocked|bot was kicked|user is deactivated|can't initiate conversation|chat was deleted|have no rights|not enough rights|PEER_ID_INVALID/i;

/** How a connection fails before anything was sent. */
const UNREACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Whether Telegram has answered that it does not take this, which is no failure where nothing depends on it. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 400;
}

/** What an answer means for the chat it was about; undefined when it means something for the bot. */
export function judgeChat(error: unknown): Sent | undefined {
  if (!(error instanceof GrammyError)) return undefined;
  const { migrate_to_chat_id: moved } = error.parameters;
  if (moved !== undefined) return { kind: "moved", chatId: String(moved) };
  const isAboutChat = error.error_code === 400 || error.error_code === 403;
  return isAboutChat && GONE.test(error.description) ? { kind: "gone" } : undefined;
}

/** For how long Telegram wants to hear nothing, in seconds. */
export function waitOf(error: unknown): number | undefined {
  if (!(error instanceof GrammyError) || error.error_code !== 429) return undefined;
  return error.parameters.retry_after ?? 1;
}

/**
 * What a failure means for the bot. The library's own errors end here, causes and all: the address they name holds the
 * token, and what they were called with the chat and the text.
 */
export function failureOf(error: unknown): Error {
  if (error instanceof GrammyError) return answered(error);
  if (!(error instanceof HttpError)) return new Error("the Telegram library failed in a way of its own");
  const code = codeOf(error.error);
  if (UNREACHED.has(code)) return new NotApplied(`Telegram is out of reach (${code})`);
  return new OutcomeUnknown(`Telegram gave no answer that can be read (${code === "" ? "too slow or broken" : code})`);
}

function answered({ error_code: code, description, method }: GrammyError): Error {
  if (code === 401 || code === 404)
    return new Misconfigured(
      "Telegram does not know this bot: look at TELEGRAM_TOKEN, and ask @BotFather for it again",
    );
  if (code === 409)
    return new Misconfigured("another program asks for this bot's updates: end it, or give the hub a bot of its own");
  if (code === 429) return new NotApplied("Telegram wants to be left alone for a while");
  if (code >= 500) return new OutcomeUnknown(`Telegram answered ${code} to ${method}`);
  return new Error(`Telegram answered ${code} to ${method}: ${description}`);
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}
