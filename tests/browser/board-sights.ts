import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { lastBackupFile } from "../../app/backups/last-backup.ts";
import { unixMs } from "../../app/domain/time.ts";
import { writeReport } from "../../app/gateways/host/write-report.ts";
import { openMarket } from "../support/browser.ts";
import { at } from "./sight.ts";
import type { Sight } from "./sight.ts";

/** The owner's board, measured and backed up: disk nearly full, everything else well. */
export function boardSights(): Sight[] {
  const { role, name, go } = at("owner", "owner-board", "/owner/board");
  return [{ role, name, go: async (page: Page) => (await measure(), go(page)) }];
}

const GB = 1e9;
const HOUR_MS = 3_600_000;

async function measure(): Promise<void> {
  const { dataDir, aheadMs } = await openMarket();
  const nowMs = Date.now() + aheadMs();
  writeReport(join(dataDir, "host.json"), {
    atMs: unixMs(BigInt(nowMs)),
    model: "Hardkernel ODROID-M1",
    uptimeSeconds: 1_000_000,
    cores: 4,
    load: 0.7,
    temperature: 52,
    memory: { total: 8 * GB, available: 3.1 * GB, swapTotal: 0, swapUsed: 0 },
    disk: { total: 1_000 * GB, free: 110 * GB },
    pressure: { cpu: 4, memory: 0.3, io: 12 },
  });
  const file = "/var/lib/satoshop/backups/daily/satoshop-20261128T031500Z.tar.gz";
  mkdirSync(dirname(lastBackupFile(dataDir)), { recursive: true });
  const last = { file, madeAtMs: nowMs - 7 * HOUR_MS, bytes: 4_200_000, isEncrypted: false };
  writeFileSync(lastBackupFile(dataDir), JSON.stringify(last));
}
