import { globSync, readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { tryRun } from "../../scripts/regtest/daemons/run.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/shell");

/** Programs that are started by themselves; shellcheck follows install.sh into its parts. */
const programs = [
  "install.sh",
  "appliance/install/satoshop.sh",
  ...globSync("appliance/umbrel/hooks/*").filter((file) => readFileSync(file, "utf8").startsWith("#!/")),
];

for (const program of programs)
  test(`shellcheck finds nothing in ${program}`, async () => {
    const ran = await tryRun("shellcheck", ["--external-sources", "--check-sourced", program]);
    assert.is(ran?.code, 0, ran?.stdout ?? "shellcheck is not on PATH");
  });

test("every part of install.sh is read by it, and so is checked with it", () => {
  const text = readFileSync("install.sh", "utf8");
  const parts = globSync("appliance/install/*.sh").filter((file) => !programs.includes(file));
  assert.ok(parts.length > 5);
  for (const part of parts) assert.match(text, `. "$source/${part}"`);
});
