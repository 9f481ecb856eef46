import { readFileSync } from "node:fs";

/**
 * Loaded before a hub (`--import`), so that no test has to wait for a minute to be over: the file in
 * CLOCK_AHEAD_FILE says by how many milliseconds the hub's clock runs ahead.
 */
const LOOK_MS = 50;

const file = process.env["CLOCK_AHEAD_FILE"];
const trueNow = Date.now;
let aheadMs = 0;

if (file !== undefined) {
  Date.now = () => trueNow() + aheadMs;
  setInterval(() => (aheadMs = Number(readFileSync(file, "utf8"))), LOOK_MS).unref();
}
