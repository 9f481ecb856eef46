import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/**
 * How `npm start` runs the hub: the flags and the program. What is alive in the heap is about 35 MB; without
 * a ceiling the collector lets a crowd of visitors grow it to several hundred before it looks.
 */
export const HUB_ARGUMENTS = ["--max-semi-space-size=2", "--max-old-space-size=128", join(ROOT, "app", "main.ts")];

/** Compiled code is kept, which halves the time to ready and leaves the compiler out of memory. */
export const HUB_ENVIRONMENT = { NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "hub") };
