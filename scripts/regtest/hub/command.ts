import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/**
 * How `npm start` runs the hub: the flags and the program. What is alive in the heap is 40 to 60 MB, the more the
 * more ways in there are; without a ceiling the collector lets a crowd of visitors grow it to several hundred before it looks.
 */
export const HUB_ARGUMENTS = ["--max-semi-space-size=4", "--max-old-space-size=96", join(ROOT, "app", "main.ts")];

/**
 * Compiled code is kept, which halves the time to ready and leaves the compiler out of memory. Two arenas are enough
 * for the C library: with one for each thread it keeps 30 MB that nobody uses.
 */
export const HUB_ENVIRONMENT = {
  NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "hub"),
  MALLOC_ARENA_MAX: "2",
};
