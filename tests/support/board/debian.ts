import { join } from "node:path";
import { buildOnce } from "../../../scripts/regtest/daemons/cache.ts";
import { run } from "../../../scripts/regtest/daemons/run.ts";

/** Armbian's and Raspberry Pi OS's too, until their next one; its systemd boots where there is only cgroup v1. */
const SUITE = "bookworm";

/** What every image of a board has at least, so that it boots. */
const BARE = ["systemd", "systemd-sysv", "dbus"];

/** Installers write this file, and so every system has it; the packages alone do not bring it. */
const NAMES_ITSELF = 'echo "127.0.0.1 localhost" > "$1/etc/hosts"';

/** An archive with the files of a bare Debian, and of these packages; made once by mmdebstrap(1). */
export async function debian(name: string, packages: readonly string[] = []): Promise<string> {
  const folder = await buildOnce(`debian-${SUITE}-${name}`, async (into) => {
    const include = `--include=${[...BARE, ...packages].join(",")}`;
    const options = ["--variant=minbase", include, `--customize-hook=${NAMES_ITSELF}`];
    await run("mmdebstrap", [...options, SUITE, join(into, "root.tar")]);
  });
  return join(folder, "root.tar");
}
