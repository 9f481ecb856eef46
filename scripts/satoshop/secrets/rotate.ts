import { newIdentityFile } from "../../../app/secrets/age.ts";
import { replaceFile } from "../../../app/secrets/replace-file.ts";
import { CannotDo } from "../command.ts";
import type { Outside } from "../command.ts";
import { readOptions } from "../options.ts";
import { readSealedText, writeSealedText } from "./sealed-text.ts";

/**
 * Changes the identity. While the file is encrypted anew the identity's file holds both, so that whenever the power
 * fails, one of them opens what lies on the disk; the old one goes only after the new file was read back.
 */
export async function rotateIdentity(args: string[], { environment, print }: Outside): Promise<number> {
  readOptions(args, []);
  const sealed = await readSealedText(environment);
  const { identity } = sealed;
  if (identity.place === "credential") throw new CannotDo(BY_HAND);
  const { key, text } = await newIdentityFile();
  replaceFile(identity.file, `${text}${identity.keys.join("\n")}\n`);
  await writeSealedText(sealed, sealed.text, [key]);
  replaceFile(identity.file, text);
  print(`${sealed.file} is encrypted for a new identity, which is in ${identity.file}.\n`);
  print("Copies made before still open with the old one: if somebody has it, change the secrets themselves, too.\n");
  return 0;
}

const BY_HAND =
  "The identity is systemd's credential, which only root can replace. Put it into a file, rotate with " +
  "AGE_IDENTITY_FILE set to that file, and hand the file to `systemd-creds encrypt` again (docs/secrets.md).";
