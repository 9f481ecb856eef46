import { checkSealed } from "../../../app/settings/check-value.ts";
import { withSetting } from "../../../app/secrets/settings-text.ts";
import { Misused } from "../command.ts";
import type { Outside } from "../command.ts";
import { readOptions } from "../options.ts";
import { readSealedText, writeSealedText } from "./sealed-text.ts";

/** Stores one setting. Its value is never an argument: those are in the shell's history and in the process list. */
export async function setSecret(
  [name, ...rest]: string[],
  { environment, print, askSecret }: Outside,
): Promise<number> {
  if (name === undefined) throw new Misused("the name of a setting is needed, such as SMTP_PASSWORD");
  readOptions(name.startsWith("-") ? [name, ...rest] : rest, []);
  const sealed = await readSealedText(environment);
  const value = await askSecret(`${name}: `);
  if (value === "") throw new Misused(`${name} was given no value; \`satoshop secrets edit\` can take it out`);
  checkSealed(name, value);
  await writeSealedText(sealed, withSetting(sealed.text, name, value), sealed.identity.keys);
  print(`${name} is stored. Start the hub again to use it.\n`);
  return 0;
}
