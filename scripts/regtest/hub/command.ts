import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** How `npm start` runs the hub: the flags and the program. A small young heap saves 15 MB on a board. */
export const HUB_ARGUMENTS = ["--max-semi-space-size=4", join(ROOT, "app", "main.ts")];

/** Compiled code is kept, which halves the time to ready and leaves the compiler out of memory. */
export const HUB_ENVIRONMENT = { NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "hub") };
