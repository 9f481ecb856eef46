import { createWriteStream, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { sealStream } from "../../../app/secrets/age-stream.ts";
import { syncFolder } from "../../../app/secrets/replace-file.ts";
import { MANIFEST } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import { tarStream } from "./tar-stream.ts";

type Writing = {
  /** Holds what the manifest names. */
  folder: string;
  manifest: Manifest;
  recipient: string | undefined;
  /** Looks at the file before it gets its name. */
  look: (unfinished: string) => Promise<void>;
};

const options = { mode: 0o600, flags: "wx", flush: true };

/** Writes one file that only this user may read. It has its name only once it is whole, looked at, and on the disk. */
export async function writeArchive(file: string, { folder, manifest, recipient, look }: Writing): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    const packed = tarStream(partsOf(folder, manifest), BigInt(manifest.madeAtMs) / 1_000n);
    const sealed = (zipped: AsyncIterable<Uint8Array>) =>
      recipient === undefined ? zipped : sealStream(zipped, recipient);
    await pipeline(packed, createGzip(), sealed, createWriteStream(unfinished, options));
    await look(unfinished);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

function partsOf(folder: string, manifest: Manifest) {
  const head = { name: MANIFEST, text: `${JSON.stringify(manifest, undefined, 2)}\n` };
  return [head, ...manifest.files.map(({ name, bytes }) => ({ name, bytes, folder }))];
}
