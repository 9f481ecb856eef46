import { parseSettings } from "../../../app/secrets/settings-text.ts";
import type { Outside } from "../command.ts";
import { readOptions } from "../options.ts";
import { readSealedText } from "./sealed-text.ts";

/** Names alone: what they stand for is shown by `edit` to whoever asks for it. */
export async function listSecrets(args: string[], { environment, print }: Outside): Promise<number> {
  readOptions(args, []);
  const { text } = await readSealedText(environment);
  for (const name of parseSettings(text).keys()) print(`${name}\n`);
  return 0;
}
