import { existsSync } from "node:fs";
import { join } from "node:path";
import { CannotDo } from "../command.ts";

/** A log that is left of another database would be played into the one that is restored (sqlite.org/wal.html). */
const NAMES = ["hub.sqlite", "hub.sqlite-wal", "hub.sqlite-shm", "secret.key", ".env.age"];

/** A hub that is there, running or not, is never written over: its owner moves it aside. */
export function refuseOccupied(folder: string): void {
  const there = NAMES.filter((name) => existsSync(join(folder, name)));
  if (there.length === 0) return;
  const paths = there.map((name) => join(folder, name)).join(" ");
  const aside = join(folder, "before-restore");
  throw new CannotDo(
    `There is a hub in ${folder} already. Stop it, and move it aside: mkdir ${aside} && mv ${paths} ${aside}/`,
  );
}
