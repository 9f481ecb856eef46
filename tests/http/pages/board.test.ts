import * as assert from "uvu/assert";
import { unixMs } from "../../../app/domain/time.ts";
import type { HostReport } from "../../../app/gateways/host/port.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { comeIn } from "./people/come-in.ts";
import { wordsOf } from "./visitor.ts";

const test = suite("http/pages/board");
const t = await openHub();
const { visitor: owner } = await comeIn(t, "owner");
test.after(() => t.close());

const HOUR_MS = 3_600_000;

function report(changes: Partial<HostReport> = {}): HostReport {
  return {
    atMs: t.hub.clock(),
    uptimeSeconds: 3_600,
    cores: 4,
    load: 0.4,
    memory: { total: 8e9, available: 4e9, swapTotal: 0, swapUsed: 0 },
    disk: { total: 1e12, free: 5e11 },
    ...changes,
  };
}

async function boardWords(): Promise<string> {
  return wordsOf(await owner.get("/owner/board"));
}

test("a hub that nobody told of a metrics program says how to have one, and shows no bars", async () => {
  t.hub.host = undefined;
  const words = await boardWords();
  assert.match(words, /Nobody measures this machine .*HOST_REPORT/);
  assert.not.match(words, /Memory/);
  assert.match(words, /No backup was made yet/);
});

test("what is well is said to be, and what is not says what to do", async () => {
  t.hub.host = () => report({ temperature: 91 });
  const words = await boardWords();
  assert.match(words, /Memory Fine Used 50%, 4 GB left/);
  assert.match(words, /Temperature Act now Processor 91 °C Give the board air/);
  assert.not.match(words, /Make room/);
});

test("a report that has grown old shows no figures as if they were of now", async () => {
  t.hub.host = () => report({ atMs: unixMs(t.hub.clock() - 180_000n) });
  const words = await boardWords();
  assert.match(words, /The metrics program is silent/);
  assert.not.match(words, /Memory Fine/);
});

test("a backup of today is well, and one of three days ago is late", async () => {
  const madeHoursAgo = (hours: number) => () => ({
    file: "/backups/satoshop-20261128T031500Z.tar.gz",
    madeAtMs: Number(t.hub.clock()) - hours * HOUR_MS,
    bytes: 4_200_000,
    isEncrypted: true,
  });
  t.hub.lastBackup = madeHoursAgo(7);
  assert.match(await boardWords(), /made 7 hours ago, and was looked through .*4\.2 MB Encrypted Yes/);
  t.hub.lastBackup = madeHoursAgo(72);
  assert.match(await boardWords(), /made 3 days ago\. See why it does not run every day/);
});
