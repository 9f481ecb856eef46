import { readFileSync, writeFileSync } from "node:fs";
import { InvalidSetting } from "../../../app/settings/check-value.ts";
import { CannotOpen } from "../../../app/secrets/cannot-open.ts";
import { CannotDo } from "../command.ts";
import type { Outside } from "../command.ts";
import { readOptions } from "../options.ts";
import { inPrivateFile } from "./in-private-file.ts";
import { runEditor } from "./run-editor.ts";
import { checkText, readSealedText, writeSealedText } from "./sealed-text.ts";

/** Shows everything in the person's own editor, and stores it again when it was changed to something that is valid. */
export async function editSecrets(args: string[], outside: Outside): Promise<number> {
  readOptions(args, []);
  const sealed = await readSealedText(outside.environment);
  const text = await inPrivateFile(outside, async (file) => {
    writeFileSync(file, sealed.text);
    return edited(file, outside);
  });
  if (text === sealed.text) {
    outside.print("Nothing was changed.\n");
    return 0;
  }
  await writeSealedText(sealed, text, sealed.identity.keys);
  outside.print("Stored. Start the hub again to use it.\n");
  return 0;
}

/** Opens the editor again for as long as something is wrong, unless it was left as it is. */
async function edited(file: string, outside: Outside): Promise<string> {
  for (let before: string | undefined; ;) {
    await runEditor(file, outside);
    const text = readFileSync(file, "utf8");
    const problem = problemIn(text);
    if (problem === undefined) return text;
    if (text === before) throw new CannotDo(`${problem}. Nothing was stored.`);
    outside.complain(`${problem}. Please correct it, or leave it as it is to give up.\n`);
    before = text;
  }
}

function problemIn(text: string): string | undefined {
  try {
    checkText(text);
    return undefined;
  } catch (error) {
    if (error instanceof CannotOpen || error instanceof InvalidSetting) return error.message;
    throw error;
  }
}
