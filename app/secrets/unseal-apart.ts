import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CannotOpen } from "./cannot-open.ts";
import type { Identity } from "./find-identity.ts";

const DEADLINE_MS = 60_000;

/** Goes to the other process over its standard input, where no other program can look. */
export type Sealed = { file: string; keys: readonly string[] };

/**
 * Decrypts in a process of its own: the library takes 36 MB that a process never gives back, and the hub needs it
 * once, at its start.
 */
export function unsealApart(file: string, bytes: Uint8Array, identity: Identity): string {
  const sealed: Sealed = { file: Buffer.from(bytes).toString("base64"), keys: identity.keys };
  try {
    return execFileSync(process.execPath, [fileURLToPath(new URL("./child.ts", import.meta.url))], {
      input: JSON.stringify(sealed),
      env: {},
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
      timeout: DEADLINE_MS,
    });
  } catch {
    // What the process was given and said is not passed on, not even as a cause.
    throw new CannotOpen(
      `${file} cannot be opened with the identity in ${identity.file}: it is damaged, or was made for another one`,
    );
  }
}
