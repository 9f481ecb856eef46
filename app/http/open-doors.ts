import type { Logger } from "pino";
import type { Hub } from "./context.ts";
import type { Addresses, Door } from "./door.ts";
import { listen } from "./listen.ts";
import type { Listening } from "./listen.ts";
import { createServer } from "./server.ts";

/** A door to open: where it listens, and under which address its visitors know it. */
export type NewDoor = Door & { host: string; port: number; origin: string };

/** What all doors lead to. */
export type Rooms = Omit<Hub, "origin" | "door" | "addresses">;

export type OpenDoors = {
  /** With the ports that were really taken. */
  addresses: Addresses;
  close(): Promise<void>;
};

/** Opens every door of the hub, each a server of its own on the same rooms; none stays open when one cannot. */
export async function openDoors(rooms: Rooms, doors: readonly NewDoor[], log: Logger): Promise<OpenDoors> {
  const open: Listening[] = [];
  const close = async () => void (await Promise.all(open.map((door) => door.close())));
  const addresses: Record<string, string> = {};
  try {
    for (const { host, port, origin, ...door } of doors) {
      const listening = await listen(createServer({ ...rooms, origin, door, addresses }), { host, port, log });
      open.push(listening);
      addresses[door.kind] = origin.replace(/:0$/, `:${listening.port}`);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { addresses, close };
}
