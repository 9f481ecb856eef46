import { setTimeout as wait } from "node:timers/promises";
import { unixMs } from "../domain/time.ts";
import { measureHost } from "../gateways/host/systeminformation.ts";
import { writeReport } from "../gateways/host/write-report.ts";

const EVERY_MS = 15_000;

/**
 * A program of its own, beside the hub: what it looks at is hidden from the hub on purpose, and it holds no secret.
 * Takes where the report goes, and the folder whose disk counts; `--once` ends after the first.
 */
async function main(args: readonly string[]): Promise<void> {
  const places = args.filter((each) => each !== "--once");
  const [file = "/run/satoshop-metrics/host.json", dataDir = "/var/lib/satoshop"] = places;
  for (;;) {
    writeReport(file, await measureHost(dataDir, unixMs(BigInt(Date.now()))));
    if (args.includes("--once")) return;
    await wait(EVERY_MS);
  }
}

// The umask of a unit may be narrower than what the hub needs to read.
process.umask(0o022);
await main(process.argv.slice(2));
