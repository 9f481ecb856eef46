import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { sandboxMail } from "../../../app/gateways/mail/sandbox.ts";
import { letter, mailContract } from "../../support/mail-contract.ts";
import { rejects } from "../../support/suite.ts";

const folder = join(mkdtempSync(join(tmpdir(), "satoshop-mails-")), "mails");
const files = () => {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
};

const test = mailContract("gateways/mail/sandbox", async () => {
  const mail = sandboxMail(folder);
  const arrived: string[] = [];
  return {
    // The folder keeps one file for each letter; what was sent again counts as well.
    mail: {
      send: async (sent) => {
        const taken = await mail.send(sent);
        if (taken === "taken") arrived.push(readFileSync(join(folder, `${sent.id}.eml`), "utf8"));
        return taken;
      },
    },
    refused: "nobody@nowhere.invalid",
    arrived: async () => arrived,
    close: async () => undefined,
  };
});

test("nobody else on the machine can read the letters of the sandbox", () => {
  assert.is(statSync(folder).mode & 0o777, 0o700);
  for (const file of files()) assert.is(statSync(join(folder, file)).mode & 0o777, 0o600);
});

test("only the newest letters are kept", async () => {
  const mail = sandboxMail(folder);
  const sent = [];
  for (let count = 0; count < 205; count += 1) {
    const next = letter();
    sent.push(`${next.id}.eml`);
    await mail.send(next);
  }
  assert.equal(files(), sent.slice(-200));
});

test("a folder that cannot be written says so", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "satoshop-mails-")), "a-file");
  writeFileSync(file, "");
  assert.instance(await rejects(sandboxMail(file).send(letter())), Misconfigured);
});
