import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where built daemons are kept: outside the checkout, so that a fresh clone finds them again. */
function cacheFolder(): string {
  const own = process.env["SATOSHOP_CACHE"];
  if (own !== undefined && own !== "") return own;
  const shared = process.env["XDG_CACHE_HOME"];
  return join(shared !== undefined && shared !== "" ? shared : join(homedir(), ".cache"), "satoshop");
}

/** The build of one package version: fills `into` with the finished binaries; `scratch` is thrown away. */
export type Build = (into: string, scratch: string) => Promise<void>;

/**
 * Returns the folder of one built package version and builds it when it is not there.
 *
 * The build happens in a temporary folder beside it and is renamed when complete, so a folder
 * with the final name always holds a whole build, also after a killed or a second build.
 */
export async function buildOnce(name: string, build: Build): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  const temporary = await mkdtemp(join(cacheFolder(), `${name}.building-`));
  const startedAtMs = Date.now();
  console.log(`building ${name} (once; kept in ${cacheFolder()})`);
  try {
    await buildInto(temporary, folder, build);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  console.log(`built ${name} in ${Math.round((Date.now() - startedAtMs) / 1000)} s`);
  return folder;
}

async function buildInto(temporary: string, folder: string, build: Build): Promise<void> {
  const [into, scratch] = [join(temporary, "into"), join(temporary, "scratch")];
  await mkdir(into);
  await mkdir(scratch);
  await build(into, scratch);
  await rename(into, folder).catch((error: unknown) => {
    // Another process finished the same build first: its folder is as good as ours.
    if (!existsSync(folder)) throw error;
  });
}
