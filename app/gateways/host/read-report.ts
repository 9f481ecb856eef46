import { readFileSync } from "node:fs";
import { z } from "zod";
import { unixMs } from "../../domain/time.ts";
import type { HostReader } from "./port.ts";

const amount = z.number().nonnegative();

const Report = z.object({
  atMs: z
    .number()
    .int()
    .nonnegative()
    .transform((ms) => unixMs(BigInt(ms))),
  model: z.string().max(200).optional(),
  uptimeSeconds: amount,
  cores: z.number().int().positive(),
  load: amount,
  temperature: z.number().optional(),
  memory: z.object({ total: amount.positive(), available: amount, swapTotal: amount, swapUsed: amount }),
  disk: z.object({ total: amount.positive(), free: amount }),
  pressure: z.object({ cpu: amount, memory: amount, io: amount }).optional(),
});

/** Reads the file that the collector writes; another program's file is looked at like any other input. */
export function hostReader(file: string): HostReader {
  return () => {
    try {
      return Report.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      return undefined;
    }
  };
}
