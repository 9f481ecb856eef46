import { entropyToMnemonic, mnemonicToSeedSync } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { SeedWords } from "./port.ts";

export const seedWords: SeedWords = {
  fromEntropy: (entropy) => entropyToMnemonic(entropy, wordlist),
  toSeed: (words) => mnemonicToSeedSync(words),
};
