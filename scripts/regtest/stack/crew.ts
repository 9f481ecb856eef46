import { startDaemon, type Daemon } from "./daemon.ts";
import { Ended } from "./until.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

/** The two parties of every test: who sells and who pays. */
export type NodeName = "shop" | "buyer";

export type Role = "bitcoind" | NodeName;

/** The daemons of one stack, as far as they have been started. */
export interface Crew {
  watchdog: Watchdog;
  daemons: Map<Role, Daemon>;
  isDismissed: boolean;
}

export function newCrew(): Crew {
  return { watchdog: startWatchdog(), daemons: new Map(), isDismissed: false };
}

/** Starts a daemon in its role; a later one takes the place of an ended one. */
export function recruit(crew: Crew, role: Role, command: string, args: string[], logFile: string): Daemon {
  if (crew.isDismissed) throw new Ended("the stack is being stopped");
  const daemon = startDaemon({ name: role, command, args, logFile, watchdog: crew.watchdog });
  crew.daemons.set(role, daemon);
  return daemon;
}

export function isRunning(crew: Crew, role: Role): boolean {
  return crew.daemons.get(role)?.isRunning() === true;
}

/** Stops the LND nodes first: without their chain backend they would wait for it. */
export async function dismiss(crew: Crew): Promise<void> {
  crew.isDismissed = true;
  try {
    await Promise.all([crew.daemons.get("shop")?.stop(), crew.daemons.get("buyer")?.stop()]);
    await crew.daemons.get("bitcoind")?.stop();
  } finally {
    crew.watchdog.close();
  }
}
