import { run, tryRun } from "./run.ts";

/** Checks that Debian packages are there; as root it installs what is missing. Elsewhere `instead` says what is needed. */
export async function requirePackages(forWhom: string, packages: readonly string[], instead: string): Promise<void> {
  const missing = await missingOf(packages);
  if (missing === undefined) return console.log(`${forWhom} needs ${instead}; there is no dpkg that could tell`);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`${forWhom} needs ${missing.join(", ")}: sudo apt-get install ${missing.join(" ")}`);
  console.log(`installing ${missing.join(", ")}`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { env });
  await run("apt-get", ["install", "-y", "--no-install-recommends", ...missing], { env });
}

/** `undefined` where there is no dpkg. */
async function missingOf(packages: readonly string[]): Promise<string[] | undefined> {
  const ran = await tryRun("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...packages]);
  if (ran === undefined) return undefined;
  const lines = ran.stdout.split("\n").filter((line) => line.endsWith(" installed"));
  const installed = new Set(lines.map((line) => line.split(" ")[0]));
  return packages.filter((name) => !installed.has(name));
}
