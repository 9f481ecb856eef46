import { readFileSync, writeFileSync } from "node:fs";

/** One package as package-lock.json (lockfileVersion 3) describes it. */
export interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export type Packages = Record<string, Locked>;

/**
 * What makes `npm ci` fail somewhere else than here: an address that only one registry has, or a
 * platform package without an entry. npm leaves those out when the registry in use lacks them, and
 * then refuses the lock file that it wrote itself (npm/cli#9846).
 */
export function problemsOfLock(packages: Packages): string[] {
  const addresses = Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined);
  return [
    ...addresses.map((path) => `${path} names a registry address`),
    ...missing(packages).map(({ name, version }) => `${name}@${version} has no entry`),
  ];
}

/** Adds an entry for each platform package that is missing, so that npm skips it by os and cpu. */
export function completed(packages: Packages): Packages {
  const kept = Object.entries(packages).filter(([path, entry]) => path === "" || entry.version !== undefined);
  const result: Packages = Object.fromEntries(kept);
  for (const { at, name, version, dev } of missing(result)) {
    const path = result[`node_modules/${name}`] === undefined ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    result[path] = { version, ...platform(name), ...(dev ? { dev } : {}), optional: true };
  }
  return Object.fromEntries(Object.entries(result).toSorted(([a], [b]) => a.localeCompare(b, "en")));
}

interface Missing {
  at: string;
  name: string;
  version: string;
  dev: boolean;
}

function missing(packages: Packages): Missing[] {
  return Object.entries(packages).flatMap(([at, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !found(packages, at, name))
      .map(([name, version]) => ({ at, name, version, dev: entry.dev === true })),
  );
}

function found(packages: Packages, at: string, name: string): boolean {
  const here = packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`];
  if (here?.version !== undefined) return true;
  if (at === "") return false;
  const parent = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")));
  return found(packages, parent, name);
}

function platform(name: string): Locked {
  const [os, cpu, abi] = name
    .slice(name.lastIndexOf("/") + 1)
    .replace("binding-", "")
    .split("-");
  if (os === undefined || cpu === undefined) throw new Error(`${name} does not say its platform`);
  const libc = abi === "musl" ? "musl" : abi === "gnu" ? "glibc" : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}

function main(write: boolean): void {
  const lock: { packages: Packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  if (write) {
    lock.packages = completed(lock.packages);
    writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  }
  const problems = problemsOfLock(lock.packages);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(`${Object.keys(lock.packages).length} packages\n`);
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.main) main(process.argv.includes("--write"));
