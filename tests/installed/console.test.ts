import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { readTerminalQr } from "../scripts/terminal-qr.ts";
import { type } from "../scripts/terminal.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/console");
const folder = mkdtempSync(join(tmpdir(), "satoshop-console-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

test("a real login prompt shows the address as it is, and a phone reads its code", async () => {
  const file = join(folder, "satoshop.issue");
  await type(`console --into ${file}`, { ORIGIN: "http://192.168.1.20:3000", HOST: "192.168.1.20" });
  // agetty wants a terminal, which script(1) gives it; a UTF-8 console as boards have it.
  const shown = execFileSync("script", ["-qec", `agetty --show-issue --issue-file ${file}`, "/dev/null"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).replaceAll("\r", "");
  assert.match(shown, "  http://192.168.1.20:3000\n");
  assert.is(readTerminalQr(shown), "http://192.168.1.20:3000");
});
