import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as assert from "uvu/assert";
import { memoryOf } from "../../appliance/memory.ts";
import { memoryDropIns } from "../../appliance/memory-drop-ins.ts";
import { UNITS, readUnit, unitNames } from "../appliance/read-unit.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/units");

/** A root folder in which our units are installed among those of this machine's systemd. */
const root = mkdtempSync(join(tmpdir(), "satoshop-units-"));
const installed = join(root, "etc/systemd/system");
test.after(() => rmSync(root, { recursive: true }));

cpSync("/usr/lib/systemd/system", join(root, "usr/lib/systemd/system"), { recursive: true, verbatimSymlinks: true });
cpSync(UNITS, installed, { recursive: true });
for (const [path, text] of memoryDropIns(memoryOf(3_800, "tip"), "tip")) place(path, text);
for (const unit of unitNames(".service")) readUnit(unit).programs().forEach(standIn);

function place(path: string, text: string): void {
  mkdirSync(dirname(join(installed, path)), { recursive: true });
  writeFileSync(join(installed, path), text);
}

/** systemd looks whether what a unit starts can be executed. */
function standIn(program: string): void {
  const file = join(root, program);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
}

const units = [...unitNames(".service"), ...unitNames(".timer")];

function analyze(...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr, error } = spawnSync("systemd-analyze", [...args, `--root=${root}`], {
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  return { code: status, said: `${stdout}${stderr}` };
}

/** In the order of systemd-analyze(1): warnings of the unit and of all that it needs are failures. */
function verify(unit: string): { code: number | null; said: string } {
  return analyze("verify", "--man=no", "--recursive-errors=yes", join(installed, unit));
}

/** `threshold` in tenths. */
function exposure(unit: string, threshold: number): { code: number | null; said: string } {
  return analyze("security", "--offline=true", "--no-pager", `--threshold=${threshold}`, unit);
}

test("systemd understands every line of every unit and drop-in", () => {
  assert.ok(units.length >= 11, units.join());
  for (const unit of units) assert.equal(verify(unit), { code: 0, said: "" }, unit);
});

test("a slip in a drop-in would be noticed", () => {
  place("satoshop-hub.service.d/99-slip.conf", "[Service]\nMemoryHihg=1M\n");
  assert.match(verify("satoshop-hub.service").said, "MemoryHihg");
  rmSync(join(installed, "satoshop-hub.service.d/99-slip.conf"));
});

test("a program that is not there would be noticed", () => {
  place("satoshop-hub.service.d/99-slip.conf", "[Service]\nExecStart=\nExecStart=/opt/satoshop/nothing\n");
  assert.is(verify("satoshop-hub.service").code, 1);
  rmSync(join(installed, "satoshop-hub.service.d/99-slip.conf"));
});

test("what each unit of ours could do to the machine is at most 1.5 of 10", () => {
  const ours = unitNames(".service").filter((name) => name.startsWith("satoshop-"));
  assert.ok(ours.length >= 7, ours.join());
  for (const unit of ours) assert.is(exposure(unit, 15).code, 0, exposure(unit, 15).said);
});

test("without the part that hardens them all, they would be far beyond it", () => {
  rmSync(join(installed, "satoshop-.service.d"), { recursive: true });
  assert.not.equal(exposure("satoshop-hub.service", 50).code, 0);
  cpSync(join(UNITS, "satoshop-.service.d"), join(installed, "satoshop-.service.d"), { recursive: true });
});

test("bitcoind and LND are at most 2.5, from our units and from the ones that come with them", () => {
  for (const unit of ["bitcoind.service", "lnd.service"]) {
    assert.is(exposure(unit, 25).code, 0, exposure(unit, 25).said);
    const theirs = readFileSync(join(import.meta.dirname, "upstream", unit), "utf8");
    place(unit, theirs);
    assert.is(exposure(unit, 25).code, 0, exposure(unit, 25).said);
    rmSync(join(installed, `${unit}.d`), { recursive: true });
    assert.not.equal(exposure(unit, 60).code, 0, "theirs alone");
  }
});

test("the drop-ins are all for units that there are", () => {
  const folders = readdirSync(UNITS).filter((name) => name.endsWith(".d") && !name.startsWith("satoshop-."));
  assert.equal(folders.toSorted(), [
    "bitcoind.service.d",
    "lnd.service.d",
    "satoshop-lnd-cert@.service.d",
    "tor@default.service.d",
  ]);
});
