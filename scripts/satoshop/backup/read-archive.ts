import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, openSync, readSync, closeSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { unsealStream } from "../../../app/secrets/age-stream.ts";
import { CannotDo } from "../command.ts";
import { isFull } from "./in-work-folder.ts";
import { MANIFEST, parseManifest } from "./manifest.ts";
import type { KeptFile, Manifest } from "./manifest.ts";
import { tarEntries } from "./tar-stream.ts";
import type { TarEntry } from "./tar-stream.ts";

/** Much more than any manifest takes. */
const MOST_MANIFEST_BYTES = 1_000_000;

type Reading = {
  /** Where the files go; without one they are only compared with the manifest. */
  folder?: string;
  /** What opens an encrypted one. */
  keys?: readonly string[];
};

/** Reads a backup to its last byte, and throws where it is not what its manifest says. */
export async function readArchive(file: string, { folder, keys = [] }: Reading): Promise<Manifest> {
  const isSealed = startsSealed(file);
  if (isSealed && keys.length === 0)
    throw new CannotDo(`${file} is encrypted: --identity names the file with the age identity that opens it.`);
  const plain = (raw: AsyncIterable<Uint8Array>) => (isSealed ? unsealStream(raw, keys) : raw);
  try {
    return await pipeline(createReadStream(file), plain, createGunzip(), (unzipped) => takeAll(unzipped, folder));
  } catch (error) {
    if (isFull(error)) throw error;
    const what = isSealed ? "is damaged, or is encrypted for another identity" : "is damaged, or is no backup of a hub";
    throw new CannotDo(`${file} ${what}: ${messageOf(error)}.`, { cause: error });
  }
}

async function takeAll(bytes: AsyncIterable<Uint8Array>, folder: string | undefined): Promise<Manifest> {
  const entries = tarEntries(bytes);
  const manifest = await manifestIn(await nextOf(entries));
  for (const kept of manifest.files) await takeOut(await nextOf(entries), kept, folder);
  if ((await entries.next()).done !== true) throw new Error("it holds more than it says");
  return manifest;
}

/** The first line of every file that age has encrypted (age-encryption.org/v1). */
const SEALED = "age-encryption.org/v1\n";

function startsSealed(file: string): boolean {
  const start = Buffer.alloc(SEALED.length);
  const handle = opened(file);
  try {
    readSync(handle, start);
  } finally {
    closeSync(handle);
  }
  return start.toString("latin1") === SEALED;
}

function opened(file: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    throw new CannotDo(`${file} cannot be read.`, { cause: error });
  }
}

async function nextOf(entries: AsyncGenerator<TarEntry>): Promise<TarEntry> {
  const { value, done } = await entries.next();
  if (done === true) throw new Error("it holds less than it says");
  return value;
}

async function manifestIn({ name, size, body }: TarEntry): Promise<Manifest> {
  if (name !== MANIFEST || size > MOST_MANIFEST_BYTES) throw new Error("it does not begin with a manifest");
  const said = await text(body);
  try {
    return parseManifest(said);
  } catch (error) {
    throw new Error("its manifest cannot be understood: it may be of a newer program", { cause: error });
  }
}

/** Names come from a list of ours, never from the archive, so that nothing is written elsewhere. */
async function takeOut({ name, size, body }: TarEntry, kept: KeptFile, folder: string | undefined): Promise<void> {
  if (name !== kept.name || size !== kept.bytes) throw new Error(`${kept.name} is not as long as it was`);
  const hash = createHash("sha256");
  const hashing = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const sink = folder === undefined ? nowhere() : createWriteStream(join(folder, kept.name), options);
  await pipeline(Readable.from(body), hashing, sink);
  if (hash.digest("hex") !== kept.sha256) throw new Error(`${kept.name} is not what it was`);
}

const options = { mode: 0o600, flags: "wx", flush: true };

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
