import { configHelp } from "../../app/config.ts";
import type { Command } from "./command.ts";
import { readOptions } from "./options.ts";

const help = `satoshop settings

Lists every setting of the hub with its meaning and its default, and where each may stand. It reads none of them.
`;

/** Explains the settings where there is no other way to start the program by hand. */
export const settings: Command = {
  name: "settings",
  summary: "explain every setting of the hub",
  help,
  run: async (args, { print }) => {
    readOptions(args, []);
    print(configHelp());
    return 0;
  },
};
