import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import * as assert from "uvu/assert";
import { unixMs } from "../../../app/domain/time.ts";
import { hostReader } from "../../../app/gateways/host/read-report.ts";
import { parsePressure } from "../../../app/gateways/host/systeminformation.ts";
import { writeReport } from "../../../app/gateways/host/write-report.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/host");

const report = {
  atMs: unixMs(1_790_000_000_123n),
  model: "Hardkernel ODROID-M1",
  uptimeSeconds: 60,
  cores: 4,
  load: 0.25,
  temperature: 47.5,
  memory: { total: 8e9, available: 4e9, swapTotal: 0, swapUsed: 0 },
  disk: { total: 1e12, free: 5e11 },
  pressure: { cpu: 1.25, memory: 0, io: 0.5 },
};

const newFile = () => join(mkdtempSync(join(tmpdir(), "satoshop-host-")), "host.json");

test("the hub reads what the collector wrote, whoever it runs as, and nothing unfinished is left", () => {
  const file = newFile();
  writeReport(file, report);
  writeReport(file, report);
  assert.equal(hostReader(file)(), report);
  assert.is(statSync(file).mode & 0o444, 0o444);
  assert.equal(readdirSync(join(file, "..")), ["host.json"]);
});

test("without a report, or with one that cannot be meant, nothing is known", () => {
  const file = newFile();
  assert.is(hostReader(file)(), undefined);
  for (const text of ["", "{}", "null", '{"atMs":-1}', JSON.stringify({ ...report, atMs: 1, cores: 0 })]) {
    writeFileSync(file, text);
    assert.is(hostReader(file)(), undefined, text);
  }
});

test("a kernel's pressure is the share of the last minute in which something waited", () => {
  const told = "some avg10=9.00 avg60=1.25 avg300=0.10 total=12345\nfull avg10=0.00 avg60=7.00 avg300=0.00 total=1\n";
  assert.is(parsePressure(told), 1.25);
  assert.is(parsePressure("full avg10=0.00 avg60=7.00 avg300=0.00 total=1\n"), undefined);
  assert.is(parsePressure(""), undefined);
});

test("the collector measures this very machine", () => {
  const file = newFile();
  execFileSync(process.execPath, ["app/metrics/main.ts", "--once", file, tmpdir()]);
  const measured = hostReader(file)();
  assert.ok(measured);
  assert.ok(measured.memory.available > 0 && measured.memory.available < measured.memory.total);
  assert.ok(measured.disk.free > 0 && measured.disk.free <= measured.disk.total);
  assert.ok(Number(measured.atMs) > Date.now() - 60_000 && measured.uptimeSeconds > 0);
});
