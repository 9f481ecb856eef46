import type { Logger } from "pino";
import type { Random } from "../domain/ids.ts";
import type { Clock } from "../domain/time.ts";

/** What `main.ts` alone makes, and everything else is given. */
export type World = { clock: Clock; random: Random; log: Logger };
