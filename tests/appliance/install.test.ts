import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { suite } from "../support/suite.ts";

const test = suite("appliance/install");

const places = readFileSync("appliance/install/places.sh", "utf8");

/** What the installer's settings are after these options, as Node reads them. */
function settingsAfter(lines: string) {
  const work = mkdtempSync(join(tmpdir(), "settings-"));
  const parts = [". appliance/install/speak.sh", ". appliance/install/settings.sh"];
  const program = [`work=${work}`, ': >"$work/settings"', ...parts, lines].join("\n");
  const { status, stderr } = spawnSync("sh", ["-euc", program], { encoding: "utf8" });
  return { status, stderr, read: parseEnv(readFileSync(join(work, "settings"), "utf8")) };
}

test("the installer puts everything where units and docs say that it is", () => {
  const { user, program, data, settings } = facts.board;
  const said = { user, program, data, etc: settings.replace("/hub.env", ""), onion_shop_port: facts.ports.onionShop };
  for (const [name, value] of Object.entries({ ...said, onion_desk_port: facts.ports.onionDesk }))
    assert.match(places, new RegExp(`^${name}=${value}$`, "m"));
});

test("the command line on a board works on the data that the hub has, as its user", () => {
  const { user, program, data, settings } = facts.board;
  const text = readFileSync("appliance/install/satoshop.sh", "utf8");
  for (const part of [`--reuid=${user}`, `cd ${program}/current`, `DATA_DIR=${data}`, `--env-file=${settings}`])
    assert.match(text, part);
});

test("a setting is read back as it was given, with spaces too", () => {
  const { read } = settingsAfter("want HUB_NAME 'Corner Shop'\nwant PORT 3000\nwant HUB_NAME 'Corner Store'");
  assert.equal(read, { PORT: "3000", HUB_NAME: "Corner Store" });
});

test("a suggestion does not change what somebody has set", () => {
  assert.equal(settingsAfter("want HOST 127.0.0.1\nsuggest HOST 0.0.0.0").read, { HOST: "127.0.0.1" });
});

test("a setting that systemd and Node would read differently is refused", () => {
  for (const value of [`My "shop"`, "a\\b", "$HOME", "two\nlines"]) {
    const { status, stderr } = settingsAfter(`want HUB_NAME '${value}'`);
    assert.is(status, 1, value);
    assert.match(stderr, "cannot hold quotes");
  }
});

test("an option that the installer does not know is refused before anything is done", () => {
  const { status, stderr } = spawnSync("sh", ["install.sh", "--force"], { encoding: "utf8" });
  assert.equal([status, stderr], [2, "install.sh: there is no option --force; --help lists them\n"]);
});
