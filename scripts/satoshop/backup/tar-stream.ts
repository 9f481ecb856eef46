import { createReadStream } from "node:fs";
import { join } from "node:path";
import { BLOCK, END, headerOf, paddingAfter } from "../bundle/tar.ts";

/** A text is small and in memory; a file is read from its folder as it goes out, however large it is. */
export type Part = { name: string; text: string } | { name: string; bytes: number; folder: string };

/** The bytes of a tar archive (POSIX ustar), as they come; a file that has grown or shrunk meanwhile is refused. */
export async function* tarStream(parts: readonly Part[], atSeconds: bigint): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    const size = "text" in part ? Buffer.byteLength(part.text) : part.bytes;
    yield headerOf(part.name, size, atSeconds);
    let left = size;
    for await (const chunk of bodyOf(part)) {
      left -= chunk.length;
      yield chunk;
    }
    if (left !== 0) throw new Error(`${part.name} has changed while it was read`);
    yield paddingAfter(size);
  }
  yield END;
}

function bodyOf(part: Part): AsyncIterable<Buffer> | Buffer[] {
  return "text" in part ? [Buffer.from(part.text)] : createReadStream(join(part.folder, part.name));
}

export type TarEntry = { name: string; size: number; body: AsyncIterable<Uint8Array> };

/**
 * The files of such an archive, one after the other: each body has to be read to its end before the next is asked for.
 * Plain files alone are known; whatever else an archive may hold is refused, as is one that ends too early.
 */
export async function* tarEntries(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const take = takingFrom(bytes);
  for (;;) {
    const header = Buffer.concat(await Array.fromAsync(take(BLOCK)));
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(header);
    yield { name, size, body: take(size) };
    for await (const _ of take(paddingAfter(size).length));
  }
  // What checks the whole of it comes behind the last byte.
  for await (const _ of take(Infinity));
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, length: number) =>
    header.toString("latin1", from, from + length).replace(/[\0 ].*$/s, "");
  const [name, size, sum, type] = [text(0, 100), text(124, 12), text(148, 8), text(156, 1)];
  // The sum of all bytes, taken as if its own field were spaces.
  const counted = header.fill(" ", 148, 156, "ascii").reduce((total, byte) => total + byte, 0);
  if (type !== "0" || !/^[0-7]+$/.test(size) || Number.parseInt(sum, 8) !== counted)
    throw new Error("the archive has a header that cannot be read");
  return { name, size: Number.parseInt(size, 8) };
}

/** Cuts a stream into pieces of given lengths. */
function takingFrom(bytes: AsyncIterable<Uint8Array>): (size: number) => AsyncGenerator<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  let rest: Uint8Array = Buffer.alloc(0);
  return async function* take(size) {
    for (let left = size; left > 0;) {
      if (rest.length === 0) {
        const next = await chunks.next();
        if (next.done === true && size === Infinity) return;
        if (next.done === true) throw new Error("the archive ends too early");
        rest = next.value;
      }
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  };
}
