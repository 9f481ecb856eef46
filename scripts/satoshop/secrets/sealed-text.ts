import { readFileSync } from "node:fs";
import { checkSealed } from "../../../app/settings/check-value.ts";
import { dataDirOf } from "../../../app/settings/places.ts";
import { seal, unseal } from "../../../app/secrets/age.ts";
import { CannotOpen } from "../../../app/secrets/cannot-open.ts";
import { findIdentity } from "../../../app/secrets/find-identity.ts";
import type { Identity } from "../../../app/secrets/find-identity.ts";
import { readIfThere, sealedFile } from "../../../app/secrets/open-sealed.ts";
import { replaceFile } from "../../../app/secrets/replace-file.ts";
import { parseSettings } from "../../../app/secrets/settings-text.ts";
import { CannotDo } from "../command.ts";
import type { Outside } from "../command.ts";

/** `.env.age` as one command found it. */
export interface SealedText {
  file: string;
  identity: Identity;
  /** What is in it; empty when there is no such file yet. */
  text: string;
  /** The file's own bytes, by which a change meanwhile is noticed. */
  bytes: Uint8Array | undefined;
}

export async function readSealedText(environment: Outside["environment"]): Promise<SealedText> {
  const dataDir = dataDirOf(environment);
  const identity = findIdentity(environment, dataDir);
  if (identity === undefined) throw new CannotDo("There is no identity yet: run `satoshop secrets init` first.");
  const file = sealedFile(dataDir);
  const bytes = readIfThere(file);
  return { file, identity, bytes, text: bytes === undefined ? "" : await opened(file, bytes, identity) };
}

async function opened(file: string, bytes: Uint8Array, identity: Identity): Promise<string> {
  try {
    return await unseal(bytes, identity.keys);
  } catch (error) {
    throw new CannotOpen(`${file} cannot be opened with the identity in ${identity.file}.`, { cause: error });
  }
}

/** Throws when the hub would not start with this text. */
export function checkText(text: string): void {
  for (const [name, value] of parseSettings(text)) checkSealed(name, value);
}

/** Encrypts a new text and puts it in the old one's place, and reads it back before that counts as done. */
export async function writeSealedText(
  { file, bytes }: Pick<SealedText, "file" | "bytes">,
  text: string,
  keys: readonly string[],
): Promise<void> {
  checkText(text);
  const now = readIfThere(file);
  if (Buffer.compare(now ?? NOTHING, bytes ?? NOTHING) !== 0)
    throw new CannotDo(`${file} was changed by somebody else meanwhile. Nothing was written: begin again.`);
  replaceFile(file, await seal(text, keys));
  if ((await unseal(readFileSync(file), keys)) !== text) throw new Error(`${file} does not hold what was written`);
}

const NOTHING = new Uint8Array();
