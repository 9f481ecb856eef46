import { Misused } from "./command.ts";
import type { Command, Outside } from "./command.ts";
import { restoreCoins } from "./ecash/restore.ts";
import { showWords } from "./ecash/words.ts";
import { readOptions } from "./options.ts";

const help = `satoshop ecash WORD

  words     show the twelve words that the hub's e-cash comes from
  restore   find the hub's e-cash again by these words; they are typed without being shown, or come from
            standard input

Whoever has the words has the e-cash. Write them down on paper, once, and keep the paper apart from the hub. They find
what the hub's own mint, and each other mint on its list, has signed for the hub and nobody has spent. They do not find
what is locked to somebody's key, nor orders, nor who is owed what: keep copies of DATA_DIR as well.

To restore, stop the hub. Put the newest copy of the database back, or start the hub once with an empty DATA_DIR and stop
it again. Then run restore; it may be run again and adds nothing twice. Tokens that were given to buyers after the copy
was taken, and that nobody has spent yet, look like the hub's own coins: whoever is first to spend them has them.

Settings used: MODE, DATA_DIR or DATABASE_URL, SECRET_KEY and MINT_URL.
`;

type Word = (args: string[], outside: Outside) => Promise<number>;

const words: Readonly<Record<string, Word>> = { words: showWords, restore: restoreCoins };

/** Keeps e-cash from being lost with the disk. */
export const ecash: Command = {
  name: "ecash",
  summary: "keep the hub's e-cash: words, restore",
  help,
  run: async ([word, ...rest], outside) => {
    if (word?.startsWith("-") === true) readOptions([word, ...rest], []);
    const found = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
    if (found === undefined) throw new Misused(`one of these words is needed: ${Object.keys(words).join(", ")}`);
    // Words on a command line stay in the shell's history and in the process list, and are not repeated here.
    if (rest.length > 0) throw new Misused(`${word} takes nothing on the command line`);
    return found(rest, outside);
  },
};
