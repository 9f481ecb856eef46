import type { Config } from "../../../app/config.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { bad, fine, messageOf, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether Telegram knows the bot's token; the hub's own bot may be listening meanwhile. */
export async function checkTelegram({ telegram }: Pick<Config, "telegram">): Promise<Finding> {
  if (telegram === undefined) return fine("telegram", "no bot is set: nobody signs in by Telegram");
  try {
    const name = await ask(telegram);
    return { ...fine("telegram", `the bot @${name} is known there`), own: [name] };
  } catch (error) {
    if (error instanceof Misconfigured) return bad("telegram", error.message);
    return warning("telegram", `${messageOf(error)}: the hub asks it again by itself`);
  }
}

async function ask(telegram: NonNullable<Config["telegram"]>): Promise<string> {
  // Late: its library is large, and most hubs have no bot.
  const { telegramBot } = await import("../../../app/gateways/telegram/telegram.ts");
  const bot = telegramBot({ ...telegram, clock: () => unixMs(BigInt(Date.now())) });
  return bot.name(new AbortController().signal);
}
