import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { unseal } from "../../../app/secrets/age.ts";
import { suite } from "../../support/suite.ts";
import { newFolder, type } from "../terminal.ts";

const test = suite("scripts/satoshop/secrets");

/** A data folder with an identity and an empty `.env.age`. */
async function sealedFolder(): Promise<{ DATA_DIR: string }> {
  const DATA_DIR = newFolder();
  assert.is((await type("secrets init", { DATA_DIR })).code, 0);
  return { DATA_DIR };
}

function keyIn({ DATA_DIR }: { DATA_DIR: string }): string {
  return /^AGE-SECRET-KEY-1\S+$/m.exec(readFileSync(join(DATA_DIR, "age.key"), "utf8"))?.[0] ?? "";
}

function sealedIn({ DATA_DIR }: { DATA_DIR: string }): Promise<string> {
  return unseal(readFileSync(join(DATA_DIR, ".env.age")), [keyIn({ DATA_DIR })]);
}

/** An editor that runs this script on the file, which is `$1`. */
function editor(script: string): { EDITOR: string; PATH: string } {
  const file = join(newFolder(), "editor");
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return { EDITOR: file, PATH: process.env["PATH"] ?? "" };
}

test("the first call makes an identity and a file that only this user can read, the second leaves both", async () => {
  const hub = await sealedFolder();
  const files = ["age.key", ".env.age"].map((name) => join(hub.DATA_DIR, name));
  const before = files.map((file) => readFileSync(file, "utf8"));
  assert.equal(
    files.map((file) => statSync(file).mode & 0o777),
    [0o600, 0o600],
  );
  const { code, said } = await type("secrets init", hub);
  assert.is(code, 0);
  assert.match(said, "stays as it is");
  assert.equal(
    files.map((file) => readFileSync(file, "utf8")),
    before,
  );
});

test("a stored setting is read by the hub, listed by its name, and shown to nobody", async () => {
  const hub = await sealedFolder();
  const secret = "a horse # with\na battery";
  const stored = await type("secrets set SECRET_KEY", hub, `${secret} and a staple, all of it`);
  const listed = await type("secrets list", hub);
  const examined = await type("secrets doctor", hub);
  assert.is(listed.said, "SECRET_KEY\n");
  assert.match(examined.said, /^ok +secrets +SECRET_KEY: in \.env\.age$/m);
  assert.not.match([stored, listed, examined].map(({ said, complained }) => said + complained).join(""), "horse");
  assert.not.match(readFileSync(join(hub.DATA_DIR, ".env.age"), "utf8"), "horse");
  assert.match(await sealedIn(hub), /^SECRET_KEY="a horse # with\\na battery and a staple, all of it"$/m);
});

test("what the hub would not start with is not stored", async () => {
  const hub = await sealedFolder();
  const before = readFileSync(join(hub.DATA_DIR, ".env.age"));
  for (const [name, value, expected] of [
    ["SECRET_KY", "k".repeat(40), "SECRET_KY in .env.age is no setting"],
    ["DATABASE_URL", "hunter2", "DATABASE_URL must be an address"],
    ["SECRET_KEY", "hunter2", "SECRET_KEY must be at least 32"],
    ["SECRET_KEY", "", "given no value"],
  ] as const) {
    const { code, said, complained } = await type(`secrets set ${name}`, hub, value);
    assert.is(code, 2);
    assert.match(complained, expected);
    assert.not.match(said + complained, "hunter2");
  }
  assert.equal(readFileSync(join(hub.DATA_DIR, ".env.age")), before);
});

test("the editor sees what is stored in a file of its own, and what it leaves is stored", async () => {
  const hub = await sealedFolder();
  const log = join(newFolder(), "log");
  const look = `ls -ld "$(dirname "$1")" "$1" | cut -c1-10 >${log}; echo "$1" >>${log}; cat "$1" >>${log}`;
  const { code, said } = await type("secrets edit", { ...hub, ...editor(`${look}; echo HUB_NAME=Corner >>"$1"`) });
  assert.equal([code, said], [0, "Stored. Start the hub again to use it.\n"]);
  assert.match(await sealedIn(hub), /^HUB_NAME=Corner$/m);
  const [folderMode, fileMode, file = "", ...text] = readFileSync(log, "utf8").split("\n");
  assert.equal([folderMode, fileMode], ["drwx------", "-rw-------"]);
  assert.match(text.join("\n"), "one NAME=value a line");
  assert.is(existsSync(join(file, "..")), false, "the folder is still there");
  if (existsSync("/dev/shm")) assert.match(file, /^\/dev\/shm\//);
});

test("an editor that changes nothing, fails or is left with a mistake leaves everything as it was", async () => {
  const hub = await sealedFolder();
  const before = readFileSync(join(hub.DATA_DIR, ".env.age"));
  const log = join(newFolder(), "log");
  const note = `echo "$1" >>${log}`;
  const outcomes = [];
  for (const script of [note, `${note}; echo HUB_NAME=x >"$1"; exit 3`, `${note}; echo SECRET_KEY=hunter2 >"$1"`]) {
    const { code, said, complained } = await type("secrets edit", { ...hub, ...editor(script) });
    assert.not.match(said + complained, "hunter2");
    outcomes.push([code, said, complained.split("\n").length - 1]);
  }
  assert.equal(outcomes, [
    [0, "Nothing was changed.\n", 0],
    [1, "", 1],
    // Told once and asked again, then given up.
    [1, "", 2],
  ]);
  assert.equal(readFileSync(join(hub.DATA_DIR, ".env.age")), before);
  const files = readFileSync(log, "utf8").trim().split("\n");
  assert.is(files.length, 4);
  assert.equal(files.filter(existsSync), []);
});

test("when the program is told to go while the editor is open, the text is gone as well", async () => {
  const hub = await sealedFolder();
  const log = join(newFolder(), "log");
  const { EDITOR } = editor(`echo "$1" >${log}; kill -TERM $PPID; exec sleep 20`);
  const program = join(import.meta.dirname, "../../../scripts/satoshop.ts");
  // The shell between the program and the editor takes its place, so that the parent is the program itself.
  const run = () =>
    execFileSync(process.execPath, [program, "secrets", "edit"], {
      env: { ...hub, EDITOR: `exec ${EDITOR}`, PATH: process.env["PATH"] ?? "" },
      stdio: "pipe",
    });
  assert.throws(run);
  const file = readFileSync(log, "utf8").trim();
  assert.is(existsSync(file), false);
  assert.is(existsSync(join(file, "..")), false);
});

test("two who edit at the same time do not overwrite each other", async () => {
  const hub = await sealedFolder();
  const other = `cp ${hub.DATA_DIR}/.env.age ${hub.DATA_DIR}/copy; echo >>${hub.DATA_DIR}/.env.age`;
  const { code, complained } = await type("secrets edit", { ...hub, ...editor(`${other}; echo HUB_NAME=x >>"$1"`) });
  assert.is(code, 1);
  assert.match(complained, "changed by somebody else");
});

test("a new identity opens everything, and the old one nothing any more", async () => {
  const hub = await sealedFolder();
  await type("secrets set HUB_NAME", hub, "Corner");
  const old = keyIn(hub);
  const { code, said } = await type("secrets rotate", hub);
  assert.is(code, 0);
  assert.not.match(said, "AGE-SECRET");
  assert.is.not(keyIn(hub), old);
  assert.match(await sealedIn(hub), "HUB_NAME=Corner");
  const text = readFileSync(join(hub.DATA_DIR, "age.key"), "utf8");
  assert.not.match(text, old);
  assert.is(statSync(join(hub.DATA_DIR, "age.key")).mode & 0o777, 0o600);
  await unseal(readFileSync(join(hub.DATA_DIR, ".env.age")), [old]).then(
    () => assert.unreachable("the old identity still opens it"),
    () => undefined,
  );
  assert.equal(readdirSync(hub.DATA_DIR).toSorted(), [".env.age", "age.key"]);
});

test("a change of identity that was cut off in the middle can be opened, and is finished by the next one", async () => {
  const hub = await sealedFolder();
  const old = keyIn(hub);
  const fresh = await sealedFolder();
  writeFileSync(join(hub.DATA_DIR, "age.key"), `${keyIn(fresh)}\n${old}\n`);
  assert.match((await type("secrets doctor", hub)).said, /^warn .*holds an old identity/m);
  assert.is((await type("secrets list", hub)).code, 0);
  assert.is((await type("secrets rotate", hub)).code, 0);
  assert.match((await type("secrets doctor", hub)).said, /^ok .*opens with the identity/m);
});

test("the identity in a named file is changed there, and one of systemd's is left to whoever can", async () => {
  const hub = await sealedFolder();
  const named = join(newFolder(), "identity");
  writeFileSync(named, readFileSync(join(hub.DATA_DIR, "age.key")));
  assert.is((await type("secrets rotate", { ...hub, AGE_IDENTITY_FILE: named })).code, 0);
  const CREDENTIALS_DIRECTORY = newFolder();
  writeFileSync(join(CREDENTIALS_DIRECTORY, "satoshop-age-identity"), readFileSync(named));
  const { code, complained } = await type("secrets rotate", { ...hub, CREDENTIALS_DIRECTORY });
  assert.is(code, 1);
  assert.match(complained, "systemd-creds");
  assert.is((await type("secrets list", { ...hub, AGE_IDENTITY_FILE: named })).code, 0);
});

test("the doctor names what is in the wrong place or seen by others, and never shows it", async () => {
  const hub = await sealedFolder();
  await type("secrets set SECRET_KEY", hub, "hunter2".repeat(8));
  const twice = await type("secrets doctor", { ...hub, SECRET_KEY: "hunter3".repeat(8) });
  assert.match(twice.said, /^warn .*SECRET_KEY: in \.env\.age; the one in a plain environment variable is not used$/m);
  const plain = await type("secrets doctor", { ...hub, DATABASE_URL: "postgres://a:hunter4@db/hub" });
  assert.match(
    plain.said,
    /^warn .*DATABASE_URL: in a plain environment variable; `satoshop secrets set DATABASE_URL`/m,
  );
  assert.not.match(twice.said + plain.said, /hunter/);
  chmodSync(join(hub.DATA_DIR, ".env.age"), 0o644);
  chmodSync(hub.DATA_DIR, 0o755);
  const open = await type("secrets doctor", hub);
  assert.is(open.code, 1);
  assert.match(open.said, /^bad .*can read .*\.env\.age/m);
});

test("without an identity the doctor says how to begin, and the other words refuse", async () => {
  const hub = { DATA_DIR: newFolder() };
  const examined = await type("secrets doctor", hub);
  assert.is(examined.code, 0);
  assert.match(examined.said, /^warn .*satoshop secrets init/m);
  for (const word of ["edit", "list", "rotate", "set SECRET_KEY"]) {
    const { code, complained } = await type(`secrets ${word}`, hub);
    assert.equal([word, code], [word, 1]);
    assert.match(complained, "run `satoshop secrets init` first");
  }
  assert.equal(readdirSync(hub.DATA_DIR), []);
});

test("an unknown word is answered with those there are", async () => {
  const { code, complained } = await type("secrets show");
  assert.is(code, 2);
  assert.match(complained, "init, edit, set, list, rotate, doctor");
});
