/** From so many GB on the whole chain fits, with what it grows by in the next years, beside everything else. */
const ARCHIVE_GB = 1_000;

/** MiB of blocks that a shop's node keeps: about half a year of them. */
const USUAL_MIB = 50_000;

/** Bitcoin Core takes no less. */
export const LEAST_PRUNE_MIB = 550;

/** How much of the chain a disk of so many GB keeps, for `prune`: at most a third of it, and 0 is all. */
export function pruneFor(diskGb: number): number {
  if (diskGb >= ARCHIVE_GB) return 0;
  const thirdMib = Math.floor((diskGb * 1e9) / 2 ** 20 / 3);
  return Math.max(LEAST_PRUNE_MIB, Math.min(USUAL_MIB, thirdMib));
}
