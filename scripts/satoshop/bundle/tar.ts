/** One text file in an archive. */
export interface Entry {
  name: string;
  text: string;
}

/** Bytes: every header is one, and every body is filled up to whole ones. */
export const BLOCK = 512;

/** An uncompressed tar archive (POSIX ustar) of small text files, which every `tar` opens. */
export function tarOf(entries: readonly Entry[], atSeconds: bigint): Buffer {
  const files = entries.map(({ name, text }) => {
    const body = Buffer.from(text);
    return Buffer.concat([headerOf(name, body.length, atSeconds), body, paddingAfter(body.length)]);
  });
  return Buffer.concat([...files, END]);
}

/** Two empty blocks end an archive. */
export const END = Buffer.alloc(2 * BLOCK);

export function paddingAfter(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

export function headerOf(name: string, size: number, atSeconds: bigint): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "ascii");
  header.write("0000600\0", 100, "ascii");
  header.write("0000000\0", 108, "ascii");
  header.write("0000000\0", 116, "ascii");
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "ascii");
  header.write(`${atSeconds.toString(8).padStart(11, "0")}\0`, 136, "ascii");
  // The sum of all bytes, taken as if its own field were spaces.
  header.write("        ", 148, "ascii");
  header.write("0", 156, "ascii");
  header.write("ustar\0", 257, "ascii");
  header.write("00", 263, "ascii");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return header;
}
