import { readFileSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { InvalidSetting, placesFrom, readConfig, settingNames } from "../../app/config.ts";
import type { SettingName } from "../../app/config.ts";
import { placesOf } from "../../app/secrets/find-value.ts";
import { logText } from "./bundle/log-lines.ts";
import { rowsText } from "./bundle/rows.ts";
import { settingsText } from "./bundle/settings.ts";
import { tarOf } from "./bundle/tar.ts";
import type { Entry } from "./bundle/tar.ts";
import { withoutValues } from "./bundle/without-values.ts";
import { CannotDo, Misused } from "./command.ts";
import type { Command, Outside } from "./command.ts";
import { examine } from "./doctor.ts";
import { lineOf, messageOf } from "./doctor/finding.ts";
import { withHubDatabase } from "./open-hub-database.ts";
import { readOptions } from "./options.ts";

const help = `satoshop support-bundle FILE [--log PATH]

Writes an archive (tar) of a few text files to hand to whoever helps you: versions, which settings are given and
from where, what the doctor finds, the schema's version and how many rows each table has. It holds no secret, no
address, and nothing about persons or about what is in an order. Read it before you give it away: tar -xOf FILE

  --log   a file in which you keep the hub's log; the last lines are added, without the texts of errors

Settings used: all of those that the hub is started with.
`;

/** Gathers what a helper needs to know, and nothing that is nobody's business. */
export const supportBundle: Command = {
  name: "support-bundle",
  summary: "write versions, settings without values and the doctor's findings into an archive",
  help,
  run: async ([file, ...rest], { environment, print }) => {
    if (file === undefined || file.startsWith("-")) readOptions(file === undefined ? [] : [file, ...rest], ["log"]);
    if (file === undefined || file.startsWith("-")) throw new Misused("the name of the archive is needed: hub.tar");
    const { log } = readOptions(rest, ["log"]);
    const entries = await gather(environment, log);
    write(file, tarOf(entries, BigInt(Date.now()) / 1000n));
    print(`${file} is written. Read it before you give it away: tar -xOf ${file}\n`);
    return 0;
  },
};

async function gather(environment: Outside["environment"], log: string | undefined): Promise<Entry[]> {
  const clean = (text: string) => withoutValues(text, valuesIn(environment));
  const findings = (await examine(environment)).map((finding) => `${lineOf(finding)}\n`).join("");
  return [
    { name: "versions.txt", text: versionsText() },
    { name: "settings.txt", text: orMessage(() => settingsText(environment)) },
    { name: "doctor.txt", text: clean(findings) },
    { name: "rows.txt", text: clean(await countedRows(environment)) },
    ...(log === undefined ? [] : [{ name: "log.txt", text: clean(logText(log)) }]),
  ];
}

function versionsText(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
  );
  return `satoshop: ${version}\nnode: ${process.version}\nsystem: ${process.platform} ${process.arch} ${release()}\n`;
}

async function countedRows(environment: Outside["environment"]): Promise<string> {
  try {
    return await withHubDatabase(readConfig(environment), rowsText);
  } catch (error) {
    return `${messageOf(error)}\n`;
  }
}

function orMessage(make: () => string): string {
  try {
    return make();
  } catch (error) {
    if (error instanceof InvalidSetting) return `${error.message}\n`;
    throw error;
  }
}

/** Every text that a setting holds, wherever it stands. */
function valuesIn(environment: Outside["environment"]): ReadonlyMap<string, SettingName> {
  try {
    const places = placesFrom(environment);
    return new Map(settingNames().flatMap((name) => placesOf(name, places).map(({ text }) => [text, name] as const)));
  } catch (error) {
    if (error instanceof InvalidSetting) return new Map();
    throw error;
  }
}

function write(file: string, archive: Buffer): void {
  try {
    writeFileSync(file, archive, { mode: 0o600, flag: "wx" });
  } catch (error) {
    throw new CannotDo(`${file} cannot be written, or is there already.`, { cause: error });
  }
}
