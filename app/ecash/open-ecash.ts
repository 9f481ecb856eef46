import type { SeedWords } from "../gateways/mint/port.ts";
import type { Ecash } from "./ecash.ts";
import { refreshOwnMint } from "./refresh-mints.ts";
import { trustOwnMint } from "./trust-own-mint.ts";
import { seedWords } from "./wallet/seed.ts";

export type Opening = Omit<Ecash, "seed"> & { words: SeedWords; ownUrl: string };

/** Opens the hub's e-cash: its seed, made at the first start, and its own mint, whether or not that answers now. */
export async function openEcash({ words, ...opening }: Opening): Promise<Ecash> {
  const seed = words.toSeed(await seedWords({ ...opening, words }));
  await trustOwnMint(opening, opening.kit.sameUrl(opening.ownUrl));
  const ecash = { ...opening, seed };
  await refreshOwnMint(ecash);
  return ecash;
}
