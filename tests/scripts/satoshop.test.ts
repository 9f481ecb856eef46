import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { newFolder, type } from "./terminal.ts";

const test = suite("scripts/satoshop");

const names = [
  "lnd-setup",
  "login-link",
  "migrate",
  "backup",
  "settings",
  "secrets",
  "doctor",
  "support-bundle",
  "memory",
  "node-config",
  "console",
];

test("without a command it lists the commands", async () => {
  for (const line of ["", "help", "--help"]) {
    const { code, said } = await type(line);
    assert.is(code, 0);
    for (const name of names) assert.match(said, `  ${name}`);
  }
});

test("every command explains itself and does nothing else meanwhile", async () => {
  for (const name of names) {
    const { code, said, complained } = await type(`${name} --help`);
    assert.equal([code, complained], [0, ""]);
    assert.match(said, new RegExp(`^satoshop ${name}`));
    assert.is((await type(`help ${name}`)).said, said);
  }
});

test("an unknown command is refused with the list of those that are there", async () => {
  const { code, complained } = await type("restore-all");
  assert.is(code, 2);
  assert.match(complained, "no command restore-all");
  assert.match(complained, "login-link");
});

test("an option that a command does not know is refused before anything is done", async () => {
  for (const name of names) {
    const { code, said, complained } = await type(`${name} --force yes`, { DATA_DIR: newFolder() });
    assert.equal([name, code, said], [name, 2, ""]);
    assert.match(complained, "--force");
  }
});

test("a wrong setting is named, on standard error", async () => {
  const { code, complained } = await type("migrate", { PORT: "http" });
  assert.is(code, 2);
  assert.match(complained, /^PORT must be a port/);
});
