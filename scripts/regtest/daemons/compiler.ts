import { run, tryRun } from "./run.ts";

const DEBIAN_PACKAGES = ["cmake", "make", "g++", "libevent-dev", "libboost-dev"];
const OTHERWISE = "cmake, make, a C++20 compiler, libevent and the Boost headers";

/** Checks what a build of Bitcoin Core needs; as root on Debian it installs what is missing. */
export async function requireCompiler(): Promise<void> {
  const missing = await missingDebianPackages();
  if (missing === undefined) return requireCmake();
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(`Bitcoin Core needs ${missing.join(", ")} to build: sudo apt-get install ${missing.join(" ")}`);
  }
  console.log(`installing ${missing.join(", ")}`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { env });
  await run("apt-get", ["install", "-y", "--no-install-recommends", ...missing], { env });
}

/** `undefined` where there is no dpkg. */
async function missingDebianPackages(): Promise<string[] | undefined> {
  const ran = await tryRun("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...DEBIAN_PACKAGES]);
  if (ran === undefined) return undefined;
  const installed = new Set(
    ran.stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return DEBIAN_PACKAGES.filter((name) => !installed.has(name));
}

async function requireCmake(): Promise<void> {
  const cmake = await tryRun("cmake", ["--version"]);
  if (cmake?.code !== 0) throw new Error(`Bitcoin Core needs ${OTHERWISE} to build.`);
}
