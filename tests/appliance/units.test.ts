import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { memoryOf } from "../../appliance/memory.ts";
import { memoryDropIns } from "../../appliance/memory-drop-ins.ts";
import { isSetting } from "../../app/settings/table.ts";
import { type } from "../scripts/terminal.ts";
import { suite } from "../support/suite.ts";
import { UNITS, readUnit, unitNames } from "./read-unit.ts";

const test = suite("appliance/units");

const { board, environment, nodeFlags } = facts;
const current = `${board.program}/current`;
const hub = readUnit("satoshop-hub.service");
/** Those that read and write the shop's own data. */
const shops = ["satoshop-hub.service", "satoshop-backup.service", "satoshop-console.service"];

test("the hub is started with the flags and the environment that every package gives it", () => {
  assert.is(hub.one("ExecStart"), `${current}/bin/node ${nodeFlags.join(" ")} app/main.ts`);
  const given = hub.environment();
  for (const [name, value] of Object.entries(environment)) assert.is(given[name], value, name);
});

test("whoever works with the shop's data is its user, and finds data and settings where they are", () => {
  for (const name of shops) {
    const unit = readUnit(name);
    assert.is(unit.one("User"), board.user, name);
    assert.is(unit.one("WorkingDirectory"), current, name);
    assert.is(unit.one("EnvironmentFile"), `-${board.settings}`, name);
    assert.is(unit.environment()["DATA_DIR"], board.data, name);
  }
  assert.is(hub.one("StateDirectory"), basename(board.data));
  assert.is(hub.one("StateDirectoryMode"), "0700");
  assert.is(hub.one("RuntimeDirectory"), basename(board.runtime));
});

test("each setting that a unit gives the hub is one that the hub knows", () => {
  const known = (name: string) => isSetting(name) || name in environment || name === "NODE_COMPILE_CACHE";
  for (const name of shops)
    assert.equal(
      Object.keys(readUnit(name).environment()).filter((each) => !known(each)),
      [],
      name,
    );
});

test("no secret stands in a unit: systemd shows them to everybody", () => {
  const names = unitNames(".service").flatMap((name) => Object.keys(readUnit(name).environment()));
  assert.equal(
    names.filter((name) => /PASSWORD|SECRET|TOKEN|KEY|LOGIN/.test(name)),
    [],
  );
});

test("the credentials of the hub and of its backup come from a folder that is always there", () => {
  for (const name of ["satoshop-hub.service", "satoshop-backup.service"]) {
    const [id, folder] = readUnit(name).one("LoadCredential")?.split(":") ?? [];
    assert.is(id, "hub");
    assert.is(folder, join("/etc", readUnit(name).one("ConfigurationDirectory") ?? ""), name);
    assert.is(dirname(folder ?? ""), dirname(board.settings));
  }
});

test("the watchdog of the hub hears another process than its main one", () => {
  assert.is(hub.one("Type"), "notify");
  assert.is(hub.one("NotifyAccess"), "all");
  assert.is(hub.one("WatchdogSec"), "60");
});

test("each unit of ours that runs a program of the release is below the part that systemd hardens by its name", () => {
  for (const name of unitNames(".service")) {
    const isOfRelease = readUnit(name)
      .all("ExecStart")
      .some((line) => line.includes(current));
    if (isOfRelease) assert.match(name, /^satoshop-/);
  }
});

test("no unit says otherwise than the common part, which would overrule it without a word", () => {
  const common = readUnit("satoshop-.service.d/10-hardening.conf").keys();
  assert.ok(common.includes("ProtectSystem"));
  for (const name of unitNames(".service").filter((each) => each.startsWith("satoshop-"))) {
    const said = readUnit(name).keys();
    assert.equal(
      said.filter((key) => common.includes(key) && !ADDED_UP.includes(key)),
      [],
      name,
    );
  }
});

/** Lists, to which each line adds (systemd.exec(5)). */
const ADDED_UP = ["SystemCallFilter", "RestrictAddressFamilies"];

test("each program that a unit starts is in the release, unless the unit says itself that it may be missing", () => {
  const programs = unitNames(".service").flatMap((unit) =>
    programsIn(unit).map((program) => ({ unit, program: program.replace(`${current}/`, "") })),
  );
  assert.ok(programs.length >= 6);
  for (const { unit, program } of programs) {
    const mayBeMissing = readUnit(unit).all("ConditionPathExists").includes(`${current}/${program}`);
    assert.ok(mayBeMissing || existsSync(join(UNITS, "..", program)), `${unit}: ${program}`);
  }
});

function programsIn(unit: string): string[] {
  return readUnit(unit)
    .all("ExecStart")
    .flatMap((line) => line.split(" ").filter((word) => word.endsWith(".ts")));
}

test("each command that a unit gives is one that satoshop knows", async () => {
  const { said } = await type("help");
  const commands = unitNames(".service").flatMap((unit) =>
    readUnit(unit)
      .all("ExecStart")
      .flatMap((line) => / \S*scripts\/satoshop[.]ts (\S+)/.exec(line)?.[1] ?? []),
  );
  assert.equal(commands.toSorted(), ["backup", "console", "memory"]);
  for (const command of commands) assert.match(said, new RegExp(`^  ${command} `, "m"));
});

test("every timer has the unit that it starts", () => {
  const timers = unitNames(".timer");
  assert.ok(timers.length > 0);
  for (const name of timers) assert.ok(existsSync(join(UNITS, name.replace(/timer$/, "service"))), name);
});

test("LND is never killed, and given up last when memory runs out", () => {
  const [lnd, bitcoind] = ["lnd", "bitcoind"].map((name) => readUnit(`${name}.service.d/40-satoshop.conf`));
  assert.is(lnd?.one("SendSIGKILL"), "no");
  assert.is(lnd?.one("TimeoutStopSec"), "3600");
  const ranks = [lnd, bitcoind, hub].map((unit) => Number(unit?.one("OOMScoreAdjust") ?? 0));
  assert.equal(ranks, [-500, -200, 0]);
});

test("each unit whose memory is shared out is ours, or one of Debian's for which we have a drop-in", () => {
  const [path = ""] = [...memoryDropIns(memoryOf(3_800, "tip"), "tip").keys()];
  assert.match(path, /^bitcoind[.]service[.]d[/]/);
  for (const each of memoryDropIns(memoryOf(3_800, "tip"), "tip").keys()) {
    const folder = dirname(each);
    assert.ok(
      [folder, folder.replace(/[.]d$/, "")].some((name) => existsSync(join(UNITS, name))),
      folder,
    );
  }
});

test("the cache that the drop-in names is the one that Bitcoin Core is started with", () => {
  const texts = [...memoryDropIns(memoryOf(3_800, "tip"), "tip").values()].join("");
  const [, name] = /^Environment=(\w+)=438$/m.exec(texts) ?? [];
  assert.ok(name !== undefined);
  assert.match(readUnit("bitcoind.service").one("ExecStart") ?? "", `-dbcache=\${${name}}`);
  assert.ok(Number(readUnit("bitcoind.service").environment()[name]) > 0, "without the drop-in there is a cache, too");
});
