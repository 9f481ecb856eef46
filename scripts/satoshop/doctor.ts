import { InvalidSetting } from "../../app/settings/check-value.ts";
import { readConfig } from "../../app/config.ts";
import type { Config } from "../../app/config.ts";
import type { Command, Outside } from "./command.ts";
import { checkBackups } from "./doctor/check-backups.ts";
import { checkBoard } from "./doctor/check-board.ts";
import { checkDatabase } from "./doctor/check-database.ts";
import { checkDisk } from "./doctor/check-disk.ts";
import { checkMail } from "./doctor/check-mail.ts";
import { checkNode } from "./doctor/check-node.ts";
import { checkSecrets } from "./doctor/check-secrets.ts";
import { checkTelegram } from "./doctor/check-telegram.ts";
import { bad, fine, lineOf } from "./doctor/finding.ts";
import type { Finding } from "./doctor/finding.ts";
import { readOptions } from "./options.ts";

const help = `satoshop doctor

Looks at settings, disk, board, backups, secrets, database, books, the owner's door, node, mail server and Telegram bot, and
says what to do about what is wrong. It changes and sends nothing, and the hub may be running meanwhile. Ends with code 1 when something is bad.

Settings used: all of those that the hub is started with.
`;

/** Answers "is everything all right?" at the terminal. */
export const doctor: Command = {
  name: "doctor",
  summary: "look at settings, disk, database, node and mail, and say what is wrong",
  help,
  run: async (args, outside) => {
    readOptions(args, []);
    const findings = await examine(settingsIn(outside.environment));
    for (const finding of findings) outside.print(`${lineOf(finding)}\n`);
    return findings.some(({ level }) => level === "bad") ? 1 : 0;
  },
};

/** Everything the doctor looks at, in the order in which it should be mended. */
export async function examine(config: Config | InvalidSetting): Promise<Finding[]> {
  if (config instanceof InvalidSetting) return [bad("settings", config.message)];
  const read = fine("settings", `${config.mode} mode, data in ${config.dataDir}`);
  return [
    read,
    checkDisk(config.dataDir),
    ...checkBoard(config, Date.now()),
    checkBackups(config.dataDir, Date.now()),
    checkSecrets(config.dataDir, config.lnd?.macaroonDir),
    ...(await checkDatabase(config)),
    ...(await Promise.all([checkNode(config), checkMail(config), checkTelegram(config)])),
  ];
}

/** The hub's settings, or why it would not start with them. */
export function settingsIn(environment: Outside["environment"]): Config | InvalidSetting {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof InvalidSetting) return error;
    throw error;
  }
}
