import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { dirname, resolve } from "node:path";
import { readConfig } from "../../app/config.ts";
import { issueOf } from "./console/issue.ts";
import { shopAddresses } from "./console/shop-addresses.ts";
import type { Command } from "./command.ts";
import { readOptions } from "./options.ts";

const FILE = "/run/issue.d/satoshop.issue";

const help = `satoshop console [--into FILE]

Writes where the shop is found, with a code for a phone's camera, as text that stands above the login prompt of the
board's screen (agetty(8), issue.d). It holds nothing secret: whoever stands before the board may read it.

  --into  [${FILE}]

agetty looks into /run/issue.d only where there is no /etc/issue. Where there is one, let /etc/issue.d/satoshop.issue be
a link to this file. \`agetty --reload\` shows it at once.

Settings used: HOST, PORT and ORIGIN.
`;

/** Tells on the board's own screen where the shop is. */
export const consoleIssue: Command = {
  name: "console",
  summary: "write the shop's address and its code for the board's own screen",
  help,
  run: async (args, { environment, print }) => {
    const { into = FILE } = readOptions(args, ["into"]);
    const config = readConfig(environment);
    write(resolve(into), issueOf(shopAddresses(config.doors, networkInterfaces())));
    print(`The shop's address stands in ${resolve(into)}.\n`);
    return 0;
  },
};

/** Whole or not at all: the prompt may be drawn at any moment, and everybody may read it. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text, { mode: 0o644 });
  renameSync(`${file}.part`, file);
}
