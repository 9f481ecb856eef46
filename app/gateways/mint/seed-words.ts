import { entropyToMnemonic, mnemonicToSeedSync, validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { SeedWords } from "./port.ts";

export const seedWords: SeedWords = {
  fromEntropy: (entropy) => entropyToMnemonic(entropy, wordlist),
  read: (text) => {
    const words = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
    return validateMnemonic(words, wordlist) ? words : undefined;
  },
  toSeed: (words) => mnemonicToSeedSync(words),
};
