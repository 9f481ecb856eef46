import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { unseal } from "../../app/secrets/age.ts";
import { newFolder, type } from "../scripts/terminal.ts";
import { suite } from "../support/suite.ts";

const test = suite("secrets/stock-age");

/** Made with Debian's age 1.1.1 and age-keygen: `printf 'HUB_NAME=Corner\n' | age -r …`, in base64. */
const IDENTITY = "AGE-SECRET-KEY-15EYJX9SNG0P88WT7LHHTU7XNREFGYGTYK70S5KYTYQ4AW0R406ZS7VR2QP";
const MADE_BY_AGE =
  "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBaeTZaKzF3R1pIbkxDczJwNE5UMWxKZ2RSL0pTOTJaN2ZxcHJod2dpNlNJCnlEdjNFU2RXRkhQL2ZWKzRXY0FzV2ZlQm1MVFJwSklybk9tNWdVbWlYWU0KLS0tIGpqMFhKRk1hRy9vdjZteTZOU2lwN3E2WjgyYnhlS3ZVWGZpdVVQWXM4bU0K5//RBU1NzAu2gJDPtAzMxuLqa80kgUDGyuQI44GDwTPy20tYIJHh+KytfULmCZyK";

test("a file that the stock program has encrypted is opened", async () => {
  assert.is(await unseal(Buffer.from(MADE_BY_AGE, "base64"), [IDENTITY]), "HUB_NAME=Corner\n");
});

/** The program itself, where it is installed; the gate installs it. */
const AGE = "/usr/bin/age";

if (existsSync(AGE)) {
  test("the stock program opens what the hub encrypts, and the hub what the program does, armoured or not", async () => {
    const DATA_DIR = newFolder();
    const [identity, file] = [join(DATA_DIR, "age.key"), join(DATA_DIR, ".env.age")];
    await type("secrets init", { DATA_DIR });
    await type("secrets set HUB_NAME", { DATA_DIR }, "Corner");
    await type("secrets rotate", { DATA_DIR });
    const shown = execFileSync(AGE, ["--decrypt", "--identity", identity, file], { encoding: "utf8" });
    assert.match(shown, /^HUB_NAME=Corner$/m);
    const recipient = /^# public key: (age1\S+)$/m.exec(readFileSync(identity, "utf8"))?.[1] ?? "";
    for (const options of [[], ["--armor"]]) {
      writeFileSync(file, execFileSync(AGE, [...options, "--recipient", recipient], { input: "LOG_LEVEL=warn\n" }));
      assert.is((await type("secrets list", { DATA_DIR })).said, "LOG_LEVEL\n");
    }
  });

  test("an identity of the stock program's own making is taken", async () => {
    const DATA_DIR = newFolder();
    const identity = execFileSync("/usr/bin/age-keygen", { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    writeFileSync(join(DATA_DIR, "age.key"), identity, { mode: 0o600 });
    await type("secrets init", { DATA_DIR });
    assert.is((await type("secrets set HUB_NAME", { DATA_DIR }, "Corner")).code, 0);
    assert.is((await type("secrets list", { DATA_DIR })).said, "HUB_NAME\n");
  });
}
