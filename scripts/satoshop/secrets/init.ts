import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dataDirOf } from "../../../app/settings/places.ts";
import { newIdentityFile, seal } from "../../../app/secrets/age.ts";
import { findIdentity, ownIdentityFile } from "../../../app/secrets/find-identity.ts";
import { sealedFile } from "../../../app/secrets/open-sealed.ts";
import { replaceFile } from "../../../app/secrets/replace-file.ts";
import type { Outside } from "../command.ts";
import { readOptions } from "../options.ts";

const BEGINNING = `# Settings of the hub, one NAME=value a line. \`node app/main.ts --help\` explains each.
`;

/** Makes what is missing, and leaves what is there. */
export async function initSecrets(args: string[], { environment, print }: Outside): Promise<number> {
  readOptions(args, []);
  const dataDir = dataDirOf(environment);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const known = findIdentity(environment, dataDir);
  const own = ownIdentityFile(dataDir);
  const keys = known?.keys ?? [await makeIdentity(own)];
  print(known === undefined ? `A new identity is in ${own}.\n` : `The identity in ${known.file} is used.\n`);
  const file = sealedFile(dataDir);
  if (existsSync(file)) print(`${file} is there already and stays as it is.\n`);
  else replaceFile(file, await seal(BEGINNING, keys));
  print("Store a secret with `satoshop secrets set NAME`, and keep a copy of the identity away from this machine.\n");
  return 0;
}

async function makeIdentity(file: string): Promise<string> {
  const { key, text } = await newIdentityFile();
  // Fails rather than replaces an identity that somebody else has just made: what it opens would be lost.
  writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true });
  return key;
}
