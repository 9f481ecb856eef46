import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes one file per role (`receive.macaroon`, …), readable by this user only. Each is written beside
 * its place and renamed, so that a hub that starts meanwhile never reads half of one.
 */
export function keepMacaroons(folder: string, macaroons: Readonly<Record<string, string>>): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The folder may have been there before, open to others.
  chmodSync(folder, 0o700);
  return Object.entries(macaroons).map(([role, base64]) => {
    const file = join(folder, `${role}.macaroon`);
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.from(base64, "base64"), { mode: 0o600 });
    renameSync(unfinished, file);
    return file;
  });
}
