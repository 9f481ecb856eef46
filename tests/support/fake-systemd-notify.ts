import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Stands in PATH in place of systemd's, and writes down each time what it was told. */
export function fakeSystemdNotify() {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-notify-"));
  const heard = join(folder, "heard");
  const script = `#!/bin/sh\nIFS='|'\nprintf '%s\\n' "$*" >> '${heard}'\n`;
  writeFileSync(join(folder, "systemd-notify"), script, { mode: 0o700 });
  return {
    folder,
    /** One entry for each time that it was called, its words parted by `|`. */
    heard: () => (existsSync(heard) ? readFileSync(heard, "utf8").split("\n").slice(0, -1) : []),
  };
}
