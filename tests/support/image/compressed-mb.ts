import { run } from "../../../scripts/regtest/daemons/run.ts";

/** Megabytes of a folder as a registry keeps and sends a layer: packed, with gzip's own setting. */
export async function compressedMb(folder: string): Promise<number> {
  const bytes = await run("sh", ["-c", 'tar -C "$1" --sort=name -c . | gzip -c | wc -c', "size", folder]);
  return Number(bytes) / 1e6;
}
