import { Misused } from "./command.ts";
import type { Command, Outside } from "./command.ts";
import { readOptions } from "./options.ts";
import { editSecrets } from "./secrets/edit.ts";
import { examineSecrets } from "./secrets/examine.ts";
import { initSecrets } from "./secrets/init.ts";
import { listSecrets } from "./secrets/list.ts";
import { rotateIdentity } from "./secrets/rotate.ts";
import { setSecret } from "./secrets/set.ts";

const help = `satoshop secrets WORD

Keeps secrets encrypted in DATA_DIR/.env.age, which the hub opens when it starts. Any setting may be in there,
one NAME=value a line; it counts before an environment variable, and after NAME_FILE and systemd's credentials.

  init      make an identity (DATA_DIR/age.key) and an empty .env.age
  edit      open all of it in $EDITOR
  set NAME  store one setting; its value is typed without being shown, or comes from standard input
  list      the names of the settings that are in there
  rotate    make a new identity, and encrypt everything for it instead of the old one
  doctor    where every secret is, who else could read it, and whether .env.age can be opened

The identity is looked for as systemd's credential satoshop-age-identity, then in the file that AGE_IDENTITY_FILE
names, then in DATA_DIR/age.key. Everything is in the format of age: \`age -d -i age.key .env.age\` shows it, too.
Whoever has the identity and the file has the secrets: keep a copy of each, in two places. After a change, start the
hub again.

Settings used: DATA_DIR and AGE_IDENTITY_FILE.
`;

type Word = (args: string[], outside: Outside) => Promise<number>;

const words: Readonly<Record<string, Word>> = {
  init: initSecrets,
  edit: editSecrets,
  set: setSecret,
  list: listSecrets,
  rotate: rotateIdentity,
  doctor: examineSecrets,
};

/** Puts secrets where a stolen disk, a process list or a crash report does not show them. */
export const secrets: Command = {
  name: "secrets",
  summary: "keep secrets encrypted: init, edit, set, list, rotate, doctor",
  help,
  run: async ([word, ...rest], outside) => {
    if (word === undefined || word.startsWith("-")) readOptions(word === undefined ? [] : [word, ...rest], []);
    const found = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
    if (found === undefined) throw new Misused(`one of these words is needed: ${Object.keys(words).join(", ")}`);
    return found(rest, outside);
  },
};
