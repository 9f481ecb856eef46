import { parentPort, workerData } from "node:worker_threads";
import BetterSqlite3 from "better-sqlite3";

// Runs in a thread of its own: see `wal-checkpoints.ts`.

/** Often enough that a shop in its busiest minute never has the hub copy anything itself. */
const EVERY_MS = 200;
/** In pages of 4 kB. A page that many orders touch is copied once for all of them, which spares the board's memory card. */
const WORTH_COPYING = 2_000;
const BUSY_TIMEOUT_MS = 100;

const database = new BetterSqlite3(String(workerData), { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
const look = database.prepare<[], { log: number }>("PRAGMA wal_checkpoint(NOOP)");
const timer = setInterval(copyIfWorth, EVERY_MS);
parentPort?.once("message", () => {
  clearInterval(timer);
  database.close();
});

/** Most of it is copied while others write; what came meanwhile is copied in their stead, so that the log begins anew. */
function copyIfWorth(): void {
  if ((look.get()?.log ?? 0) < WORTH_COPYING) return;
  database.pragma("wal_checkpoint(PASSIVE)");
  database.pragma("wal_checkpoint(RESTART)");
}
