import { z } from "zod";

/** What the program is started with. */
export const Settings = z.object({ file: z.string(), ownUrl: z.string(), otherUrl: z.string() });
export type Settings = z.output<typeof Settings>;

/** `open` comes first; `recover` is what a hub does by itself, again and again. */
export const Order = z.object({
  deed: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("open") }),
    z.object({ kind: z.literal("bring"), chargeId: z.string(), token: z.string() }),
    z.object({ kind: z.literal("recover") }),
  ]),
  /** At which of the boundaries that the deed comes to it is killed: its place, or its name. */
  killAt: z.union([z.int(), z.string()]).optional(),
  /** How much later it is for the hub than for the rest of the world. */
  aheadMs: z.int().default(0),
});
export type Order = z.input<typeof Order>;
export type Deed = Order["deed"];

export const Done = z.object({ said: z.string() });
export type Done = z.output<typeof Done>;
