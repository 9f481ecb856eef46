import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/**
 * How `npm start` runs the hub: the flags and the program. What is alive in the heap is 40 to 60 MB, the more the
 * more ways in there are; without a ceiling the collector lets a crowd of visitors grow it to several hundred before it looks.
 */
export const HUB_ARGUMENTS = ["--max-semi-space-size=4", "--max-old-space-size=96", join(ROOT, "app", "main.ts")];

/**
 * Compiled code is kept, which halves the time to ready and leaves the compiler out of memory. The C library gives back
 * at once what is larger than 32 kB and keeps one arena for all threads; left to itself it holds 30 MB that nobody uses.
 */
export const HUB_ENVIRONMENT = {
  NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "hub"),
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "32768",
  MALLOC_TRIM_THRESHOLD_: "65536",
};
