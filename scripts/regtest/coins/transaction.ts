import { createHash } from "node:crypto";
import { bech32 } from "@scure/base";

/** An output of an earlier transaction that anybody may spend. */
export type Coin = { txid: string; vout: number; amountSat: bigint };

export type Output = { address: string; amountSat: bigint };

/** `OP_TRUE`, behind its hash (BIP 141): standard to send to, and spent without a key. */
const ANYBODY = Buffer.from([0x51]);
const PROGRAM = createHash("sha256").update(ANYBODY).digest();

/** Where such coins are. */
export const ANYBODYS_ADDRESS = bech32.encode("bcrt", [0, ...bech32.toWords(PROGRAM)]);

/** May be replaced by one that pays more (BIP 125). */
const REPLACEABLE = 0xfffffffd;

/** One transaction that spends the coin, as hex; what the outputs and the fee leave goes back to anybody. */
export function spend(coin: Coin, outputs: readonly Output[], feeSat: bigint): string {
  const change = outputs.reduce((rest, { amountSat }) => rest - amountSat, coin.amountSat - feeSat);
  const all = [...outputs, { address: ANYBODYS_ADDRESS, amountSat: change }];
  const txid = Buffer.from(coin.txid, "hex").toReversed();
  return Buffer.concat([
    uint(2, 4),
    Buffer.from([0x00, 0x01]),
    Buffer.from([1, ...txid, ...uint(coin.vout, 4), 0, ...uint(REPLACEABLE, 4)]),
    Buffer.from([all.length]),
    ...all.map(outputBytes),
    Buffer.from([1, ANYBODY.length, ...ANYBODY]),
    uint(0, 4),
  ]).toString("hex");
}

function outputBytes({ address, amountSat }: Output): Buffer {
  const script = scriptOf(address);
  return Buffer.concat([uint(Number(amountSat), 8), Buffer.from([script.length]), script]);
}

/** Of an address of SegWit's first version (BIP 173). */
function scriptOf(address: string): Buffer {
  const [, ...words] = bech32.decode(address as `${string}1${string}`).words;
  const program = bech32.fromWords(words);
  return Buffer.from([0x00, program.length, ...program]);
}

function uint(value: number, bytes: 4 | 8): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 4) buffer.writeUInt32LE(value);
  else buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}
