import { join, resolve } from "node:path";
import { CannotDo, Misused } from "./command.ts";
import type { Command } from "./command.ts";
import { configFiles } from "./node-config/config-files.ts";
import { keepSecret } from "./node-config/keep-secret.ts";
import { placeFiles } from "./node-config/place-files.ts";
import type { Placed } from "./node-config/place-files.ts";
import { readBoard } from "./node-config/read-board.ts";
import { readOptions } from "./options.ts";

const help = `satoshop node-config --into FOLDER [--ram MIB] [--disk GB] [--prune MIB|no] [--phase ibd|tip]
                     [--network mainnet|signet|regtest] [--lnd-database sqlite|bolt] [--alias NAME] [--pow yes|no]

Writes configurations for this board's bitcoind, LND, mint, tor and avahi, with the reason above each line, and the
logins that they share. They are proposals: nothing is put in place, and nothing is started. docs/node-config.md says
where each of them belongs.

  --into          where to put them; only its owner can look into it
  --ram           memory to plan with, in MiB                                  [all that is there]
  --disk          size of the disk that the chain is on, in GB                 [the one that FOLDER is on]
  --prune         MiB of blocks to keep, or no for all of them                 [by the size of the disk]
  --phase         ibd while the chain is read for the first time, else tip     [tip]
  --network                                                                    [mainnet]
  --lnd-database  bolt for an LND that has one already                         [sqlite]
  --alias         what the node is called in the network                       [SatoShop]
  --pow           whether this tor has proof of work                           [what \`tor --list-modules\` says]

Run it again at any time: what is as it was written is renewed, logins stay, and a file that somebody has changed is
left alone; what would be in it stands beside it in FILE.new.
`;

const NAMES = ["into", "ram", "disk", "prune", "phase", "network", "lnd-database", "alias", "pow"] as const;

/** Proposes how the programs beside the hub are to be set up on this board. */
export const nodeConfig: Command = {
  name: "node-config",
  summary: "write explained configurations for bitcoind, LND, mint, tor and avahi",
  help,
  run: async (args, { print }) => {
    const options = readOptions(args, NAMES);
    if (options.into === undefined) throw new Misused("--into is needed: a folder for the configurations");
    const folder = resolve(options.into);
    const board = await readBoard(options, folder);
    const secret = (name: string, make: () => string) => keepSecret(join(folder, name), make);
    const placed = placeFiles(folder, configFiles(board, secret));
    for (const each of placed) print(`${told(each)}\n`);
    if (placed.some(({ became }) => became === "kept"))
      throw new CannotDo("Some files were changed by somebody and are left as they are. Compare each with its .new.");
    return 0;
  },
};

function told({ name, became }: Placed): string {
  const words = {
    written: "written",
    same: "as it was",
    kept: `changed by somebody, so left alone: ${name}.new has what is proposed now`,
  };
  return `  ${name}  ${words[became]}`;
}
