import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newSecret } from "./domain/ids.ts";
import type { Random } from "./domain/ids.ts";

/**
 * The hub's own secret, made at the first start and kept in the data folder, readable by its user only.
 * Losing it breaks no money, but links of orders placed earlier can no longer be shown again, and no backup sheet
 * opens any more: its PIN was hashed with this, and a right one would count as wrong.
 */
export function loadSecretKey(dataDir: string, random: Random): string {
  const file = join(dataDir, "secret.key");
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secret = newSecret(random);
  // Fails rather than overwrites when another process made it in the meantime.
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
  return secret;
}
