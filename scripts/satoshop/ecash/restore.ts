import { restoreFromSeed } from "../../../app/ecash/restore-from-seed.ts";
import type { RestoredMint } from "../../../app/ecash/restore-from-seed.ts";
import { trustOwnMint } from "../../../app/ecash/trust-own-mint.ts";
import { useWords } from "../../../app/ecash/recovery-words.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { seedWords } from "../../../app/gateways/mint/seed-words.ts";
import { CannotDo, Misused } from "../command.ts";
import type { Outside } from "../command.ts";
import { withMints } from "./with-mints.ts";
import { clock, random, withEcash } from "./with-ecash.ts";

/** Finds the hub's coins again by words that are typed, never by words on the command line. */
export async function restoreCoins(_args: string[], { environment, print, askSecret }: Outside): Promise<number> {
  const typed = await askSecret("The twelve words: ");
  const mints = await withEcash({ environment }, async ({ config, db, seal }) =>
    withMints(config, async ({ ownUrl, mintAt }) => {
      if (ownUrl === undefined) throw new CannotDo("This hub has no mint: set MINT_URL to the one that it had.");
      const used = await useWords({ db, clock, seal, words: seedWords }, typed);
      if (used.kind === "no-words") throw new Misused("these are not the twelve words of a hub, in their order");
      if (used.kind === "others-in-use")
        throw new CannotDo("This hub has e-cash from other words: restore these into an empty DATA_DIR.");
      await trustOwnMint({ db, clock }, coinKit.sameUrl(ownUrl));
      const seed = seedWords.toSeed(used.words);
      return restoreFromSeed({ db, clock, random, kit: coinKit, seal, mintAt, seed });
    }),
  );
  for (const mint of mints) print(sentences(mint));
  return mints.some(({ state }) => state === "silent") ? 1 : 0;
}

function sentences(mint: RestoredMint): string {
  const { url, state, found, foundMsat, goneMsat, pendingMsat, wrong } = mint;
  if (state === "silent") return `${url} does not answer. Run this again when it does.\n`;
  if (state === "quarantined") return `${url} is not trusted any more and was not asked.\n`;
  const lines = [
    `${url}: found ${sat(foundMsat)} in ${found} coins that the database did not know.`,
    ...(goneMsat > 0n ? [`  ${sat(goneMsat)} of the database were spent after it was written, and are dropped.`] : []),
    ...(pendingMsat > 0n ? [`  ${sat(pendingMsat)} are in a payment: run this again when it has ended.`] : []),
    ...(wrong > 0 ? [`  ${wrong} signatures are not by this mint's keys. Nothing was made of them.`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function sat(amountMsat: bigint): string {
  return `${amountMsat / 1_000n} sat`;
}
