import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** Writes SHA256SUMS into a folder, for those of its files, in the form that sha256sum(1) reads. */
export async function sumFiles(folder: string, paths: readonly string[]): Promise<void> {
  const lines: string[] = [];
  for (const path of paths) lines.push(`${await sumOf(join(folder, path))}  ${path}\n`);
  await writeFile(join(folder, "SHA256SUMS"), lines.join(""), { mode: 0o644 });
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
