import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CannotOpen } from "./cannot-open.ts";
import { findIdentity } from "./find-identity.ts";
import type { Environment } from "./find-value.ts";
import { parseSettings } from "./settings-text.ts";
import { unsealApart } from "./unseal-apart.ts";

/** The settings that lie encrypted in the data folder; none when there is no such file. */
export function openSealed(environment: Environment, dataDir: string): ReadonlyMap<string, string> {
  const file = sealedFile(dataDir);
  const bytes = readIfThere(file);
  if (bytes === undefined) return new Map();
  const identity = findIdentity(environment, dataDir);
  if (identity === undefined)
    throw new CannotOpen(`${file} is there, but no identity that opens it: set AGE_IDENTITY_FILE to its path`);
  return parsed(file, unsealApart(file, bytes, identity));
}

export function sealedFile(dataDir: string): string {
  return join(dataDir, ".env.age");
}

function parsed(file: string, text: string): Map<string, string> {
  try {
    return parseSettings(text);
  } catch (error) {
    if (error instanceof CannotOpen) throw new CannotOpen(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

export function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new CannotOpen(`${file} cannot be read`, { cause: error });
  }
}
