import { readFileSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { InvalidSetting } from "../../app/settings/check-value.ts";
import type { Config } from "../../app/config.ts";
import { logText } from "./bundle/log-lines.ts";
import { openedPlaces, ownWords } from "./bundle/own-words.ts";
import type { OwnWord } from "./bundle/own-words.ts";
import { rowsText } from "./bundle/rows.ts";
import { settingsText } from "./bundle/settings.ts";
import { tarOf } from "./bundle/tar.ts";
import type { Entry } from "./bundle/tar.ts";
import { withoutNames, withoutWords } from "./bundle/without-words.ts";
import { CannotDo, Misused } from "./command.ts";
import type { Command, Outside } from "./command.ts";
import { examine, settingsIn } from "./doctor.ts";
import { lineOf, messageOf } from "./doctor/finding.ts";
import type { Finding } from "./doctor/finding.ts";
import { withHubDatabase } from "./open-hub-database.ts";
import { readOptions } from "./options.ts";

const help = `satoshop support-bundle FILE [--log PATH]

Writes an archive (tar) of a few text files to hand to whoever helps you: versions, which settings are given and
from where, what the doctor finds, the schema's version and how many rows each table has. It holds no secret, no
address, and nothing about persons or about what is in an order. Read it before you give it away: tar -xOf FILE

  --log   a file in which you keep the hub's log, such as what journalctl writes; the last lines are added, without
          the texts of errors

Settings used: all of those that the hub is started with.
`;

/** Gathers what a helper needs to know, and nothing that is nobody's business. */
export const supportBundle: Command = {
  name: "support-bundle",
  summary: "write versions, settings without values and the doctor's findings into an archive",
  help,
  run: async (args, { environment, print }) => {
    const [file = "", ...rest] = args;
    const isNamed = file !== "" && !file.startsWith("-");
    const { log } = readOptions(isNamed ? rest : args, ["log"]);
    if (!isNamed) throw new Misused("the archive's name comes first, such as hub.tar");
    const entries = await gather(environment, log);
    write(file, tarOf(entries, BigInt(Date.now()) / 1000n));
    print(`${file} is written. Read it before you give it away: tar -xOf ${file}\n`);
    return 0;
  },
};

async function gather(environment: Outside["environment"], log: string | undefined): Promise<Entry[]> {
  const places = openedPlaces(environment);
  const words = ownWords(places);
  const config = settingsIn(environment);
  const findings = (await examine(config)).map((finding) => `${cleanLineOf(finding, words)}\n`).join("");
  return [
    { name: "versions.txt", text: versionsText() },
    { name: "settings.txt", text: settingsText(places) },
    { name: "doctor.txt", text: findings },
    { name: "rows.txt", text: await countedRows(config, words) },
    ...(log === undefined ? [] : [{ name: "log.txt", text: withoutWords(logText(log), words) }]),
  ];
}

function versionsText(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
  );
  return `satoshop: ${version}\nnode: ${process.version}\nsystem: ${process.platform} ${process.arch} ${release()}\n`;
}

/** A finding without what is the owner's business alone; what it is about was written by us. */
function cleanLineOf(finding: Finding, words: readonly OwnWord[]): string {
  const ownHere = (finding.own ?? []).map((text) => ({ text, shownAs: "<own>", isSecret: false }));
  return lineOf({ ...finding, text: withoutNames(finding.text, [...words, ...ownHere]) });
}

async function countedRows(config: Config | InvalidSetting, words: readonly OwnWord[]): Promise<string> {
  if (config instanceof InvalidSetting) return "the settings cannot be read\n";
  try {
    return await withHubDatabase(config, rowsText);
  } catch (error) {
    return `${withoutNames(messageOf(error), words)}\n`;
  }
}

/** Never over a file that is there: it may be anything. */
function write(file: string, archive: Buffer): void {
  try {
    writeFileSync(file, archive, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    const why = isThere ? `${file} is there already: give another name.` : `${file} cannot be written.`;
    throw new CannotDo(why, { cause: error });
  }
}
