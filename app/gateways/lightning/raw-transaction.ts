import { createHash } from "node:crypto";

/** What is read of a signed transaction; amounts are sat, inputs `txid:index` as people write them. */
export type RawTransaction = { txid: string; inputs: string[]; outputsSat: bigint[]; virtualBytes: number };

const MARKER = 0x00;

/** Reads a transaction as it is sent between nodes, with or without witnesses (BIP 144); throws for anything else. */
export function readTransaction(hex: string): RawTransaction {
  const bytes = Buffer.from(hex, "hex");
  const reader = readerOf(bytes);
  const version = reader.take(4);
  const hasWitness = bytes[4] === MARKER;
  if (hasWitness) reader.take(2);
  const start = reader.at();
  const inputs = reader.list(() => readInput(reader));
  const outputsSat = reader.list(() => readOutput(reader));
  const body = bytes.subarray(start, reader.at());
  if (hasWitness) for (let each = 0; each < inputs.length; each += 1) reader.list(() => reader.take(reader.size()));
  const lockTime = reader.take(4);
  if (reader.at() !== bytes.length || inputs.length === 0) throw new RangeError("this is no transaction");
  const stripped = Buffer.concat([version, body, lockTime]);
  // Witness bytes count a quarter (BIP 141).
  const virtualBytes = Math.ceil((stripped.length * 3 + bytes.length) / 4);
  return { txid: idOf(stripped), inputs, outputsSat, virtualBytes };
}

type Reader = ReturnType<typeof readerOf>;

function readInput(reader: Reader): string {
  const txid = backwards(reader.take(32));
  const index = reader.take(4).readUInt32LE();
  reader.take(reader.size());
  reader.take(4);
  return `${txid}:${index}`;
}

function readOutput(reader: Reader): bigint {
  const sat = reader.take(8).readBigUInt64LE();
  reader.take(reader.size());
  return sat;
}

/** Double SHA-256 of everything but the witnesses, written backwards. */
function idOf(stripped: Buffer): string {
  const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest();
  return backwards(sha256(sha256(stripped)));
}

function backwards(hash: Buffer): string {
  return Buffer.from(hash.toReversed()).toString("hex");
}

function readerOf(bytes: Buffer) {
  let at = 0;
  const take = (count: number): Buffer => {
    if (at + count > bytes.length) throw new RangeError("this is no transaction");
    at += count;
    return bytes.subarray(at - count, at);
  };
  /** A compact size; no part of a transaction is longer than four bytes can say. */
  const size = (): number => {
    const [first = 0] = take(1);
    if (first < 0xfd) return first;
    return first === 0xfd ? take(2).readUInt16LE() : take(4).readUInt32LE();
  };
  const list = <T>(read: () => T): T[] => {
    const found: T[] = [];
    for (let left = size(); left > 0; left -= 1) found.push(read());
    return found;
  };
  return { at: () => at, take, size, list };
}
