import { requirePackages } from "./packages.ts";
import { tryRun } from "./run.ts";

const DEBIAN_PACKAGES = ["cmake", "make", "g++", "libevent-dev", "libboost-dev"];
const OTHERWISE = "cmake, make, a C++20 compiler, libevent and the Boost headers";

/** Checks what a build of Bitcoin Core needs; as root on Debian it installs what is missing. */
export async function requireCompiler(): Promise<void> {
  await requirePackages("Bitcoin Core", DEBIAN_PACKAGES, OTHERWISE);
  const cmake = await tryRun("cmake", ["--version"]);
  if (cmake?.code !== 0) throw new Error(`Bitcoin Core needs ${OTHERWISE} to build.`);
}
