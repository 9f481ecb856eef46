/** A button under a message; pressing it sends `data` (at most 64 bytes), which everybody who sees it may read. */
export type ChatButton = { label: string; data: string };

export type ChatMessage = {
  /** Telegram's number of the chat, as decimal text. */
  chatId: string;
  /** Plain text; nothing in it is read as markup. */
  text: string;
  /** Row by row. */
  buttons: readonly (readonly ChatButton[])[];
};

/**
 * `gone`: this chat takes nothing from the bot any more, such as one that blocked it; asking again cannot help.
 * `moved`: it has another number now, under which the message may be sent again.
 */
export type Sent = { kind: "sent" } | { kind: "gone" } | { kind: "moved"; chatId: string };

/** What somebody did in a chat with the bot. `id` grows, and names it for good. */
export type ChatUpdate =
  /** Somebody wrote in a chat of their own, that is, in none where others could read along. */
  | { kind: "text"; id: number; chatId: string; text: string; name: string; language: string }
  /** Somebody pressed a button; `isOwn` when in a chat of their own. */
  | { kind: "press"; id: number; pressId: string; chatId: string; messageId: number; isOwn: boolean; data: string }
  /** Anything else, only to be passed over. */
  | { kind: "other"; id: number };

/**
 * The hub's bot at Telegram. Besides what each call says, all of them throw:
 *
 * - `NotApplied`: out of reach, or told to wait for a while (which is kept to: until then nothing is sent at all).
 * - `OutcomeUnknown`: sent, and no answer came that tells what became of it.
 * - `Misconfigured`: the token is not known, or another program asks for the same bot's updates.
 *
 * No message of these holds the token, a chat or a text. Every call but `poll` ends within half a minute.
 */
export type TelegramPort = {
  /** Asks for the name under which people find the bot, and changes nothing. */
  name(signal: AbortSignal): Promise<string>;
  /** Begins to listen, and tells the name under which people find the bot. */
  begin(signal: AbortSignal): Promise<{ username: string }>;
  /** Waits up to a minute for what happens from `offset` on; what came before it is forgotten over there. */
  poll(offset: number, signal: AbortSignal): Promise<readonly ChatUpdate[]>;
  send(message: ChatMessage): Promise<Sent>;
  /** Puts another text in place of a message, without buttons. A message that is gone is no failure. */
  replace(place: { chatId: string; messageId: number }, text: string): Promise<void>;
  /** Ends the waiting of a pressed button, with a line that is shown for a moment. One that is too old is no failure. */
  answer(pressId: string, text: string): Promise<void>;
};
