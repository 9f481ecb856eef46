import type { SeedWords } from "../gateways/mint/port.ts";
import type { Ecash } from "./ecash.ts";
import { onlyIfSilent } from "./mints/only-if-silent.ts";
import { ownMint } from "./mints/own-mint.ts";
import { refreshOwnMint } from "./refresh-mints.ts";
import { trustOwnMint } from "./trust-own-mint.ts";
import { seedWords } from "./wallet/seed.ts";
import { skipSigned } from "./wallet/skip-signed.ts";

export type Opening = Omit<Ecash, "seed"> & { words: SeedWords; ownUrl: string };

/** Opens the hub's e-cash: its seed, made at the first start, and its own mint, whether or not that answers now. */
export async function openEcash({ words, ...opening }: Opening): Promise<Ecash> {
  const seed = words.toSeed(await seedWords({ ...opening, words }));
  await trustOwnMint(opening, opening.kit.sameUrl(opening.ownUrl));
  const ecash = { ...opening, seed };
  await refreshOwnMint(ecash);
  await passUsedNumbers(ecash);
  return ecash;
}

/** Only between two starts can an older copy of the database be put back. A mint that is silent now refuses what is used, later. */
async function passUsedNumbers(deps: Ecash): Promise<void> {
  const own = await ownMint(deps.db);
  if (own === undefined) return;
  await skipSigned(deps, deps.mintAt(own.url), own.keyset.id).catch(onlyIfSilent);
}
