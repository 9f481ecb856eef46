import { createHash } from "node:crypto";
import { bech32, bech32m, createBase58check } from "@scure/base";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { WrittenDestination } from "./port.ts";

/** What begins an address on each chain: for witness programs (BIP 173), for key hashes and script hashes. */
const CHAINS = {
  bitcoin: { prefix: "bc", versions: [0x00, 0x05] },
  signet: { prefix: "tb", versions: [0x6f, 0xc4] },
  testnet: { prefix: "tb", versions: [0x6f, 0xc4] },
  regtest: { prefix: "bcrt", versions: [0x6f, 0xc4] },
} as const;

const base58check = createBase58check((bytes: Uint8Array) => createHash("sha256").update(bytes).digest());
const LONGEST = 90;

/** Reads an address, alone or in a `bitcoin:` link (BIP 21); undefined for what is none, refused on another chain. */
export function readChainAddress(
  typed: string,
  network: string,
): WrittenDestination | Refused<"wrong-network"> | undefined {
  const text = typed.trim().replace(/^bitcoin:(?:\/\/)?([^?]*).*$/is, "$1");
  const found = witnessProgram(text) ?? base58(text);
  if (found === undefined) return undefined;
  const chain = Object.entries(CHAINS).find(([name]) => name === network)?.[1];
  const isHere = found.prefix === chain?.prefix || chain?.versions.some((version) => version === found.version);
  return isHere === true ? { kind: "chain", text: found.text } : refuse("wrong-network");
}

type Found = { text: string; prefix?: string; version?: number };

/** BIP 173 for version 0, BIP 350 for those after it; an address in capitals is the same one. */
function witnessProgram(typed: string): Found | undefined {
  if (typed !== typed.toLowerCase() && typed !== typed.toUpperCase()) return undefined;
  const text = typed.toLowerCase();
  const code = [bech32, bech32m].find((each) => each.decodeUnsafe(text, LONGEST) !== undefined);
  const { prefix, words: [version = 99, ...words] = [] } = code?.decodeUnsafe(text, LONGEST) ?? {};
  if (prefix === undefined || (version === 0) !== (code === bech32) || version > 16) return undefined;
  const length = code?.fromWordsUnsafe(words)?.length ?? 0;
  const isWhole = version === 0 ? length === 20 || length === 32 : length >= 2 && length <= 40;
  return isWhole ? { text, prefix } : undefined;
}

function base58(text: string): Found | undefined {
  if (!/^[1-9A-HJ-NP-Za-km-z]{26,35}$/.test(text)) return undefined;
  try {
    const bytes = base58check.decode(text);
    const [version] = bytes;
    return bytes.length === 21 && version !== undefined ? { text, version } : undefined;
  } catch {
    return undefined;
  }
}
