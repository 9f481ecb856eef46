import type { Architecture } from "./architecture.ts";

/** Node refuses to strip types below `node_modules`, so that no file of TypeScript there can ever be loaded. */
const NEVER_LOADED = /\.(?:map|[cm]?ts|md|markdown|c|cc|cpp|h|hpp|s|gyp|gypi|java|m4|html|zip|pdf)$/;

/** Terms that go with the code, whatever they are written in. */
const LICENCE = /^(?:licen[cs]e|copying|notice)/i;

/** Folders at the top of a package that are there for the package's own makers. */
const FOR_MAKERS = new Set([
  "__tests__",
  "benchmark",
  "benchmarks",
  "coverage",
  "doc",
  "docs",
  "example",
  "examples",
  "test",
  "tests",
]);

/** What compiled packages bring to be compiled again. */
const SOURCES = new Set(["better-sqlite3/deps", "better-sqlite3/src", "secp256k1/src", "sharp/install", "sharp/src"]);

/** Packages that are Node itself, only types, or only headers. */
const NOT_CODE = /^(?:node-linux-.*|@types\/.*|undici-types|type-fest|node-addon-api)$/;

/** Whether a hub of that architecture may load the file at this path below `node_modules`. */
export function isLoaded(path: string, arch: Architecture): boolean {
  const { name, inside } = placeOf(path);
  const file = inside.at(-1) ?? name;
  if (name.startsWith(".") || file.startsWith(".") || NOT_CODE.test(name)) return false;
  if (FOR_MAKERS.has(inside[0] ?? "") || SOURCES.has(`${name}/${inside[0]}`)) return false;
  return isForMachine(inside, arch) && (LICENCE.test(file) || !NEVER_LOADED.test(file));
}

/** The innermost package of the path and the way from its top; the name may have a scope. */
function placeOf(path: string): { name: string; inside: string[] } {
  const parts = `/${path}`.split("/node_modules/").at(-1)?.replace(/^\//, "").split("/") ?? [];
  const words = parts[0]?.startsWith("@") === true ? 2 : 1;
  return { name: parts.slice(0, words).join("/"), inside: parts.slice(words) };
}

/** Compiled files are named after platform and architecture; boards run glibc, not musl. */
function isForMachine([folder, machine, file = ""]: string[], arch: Architecture): boolean {
  if (folder !== "prebuilds" || machine === undefined) return true;
  return machine.replace(/\.node$/, "") === `linux-${arch}` && !file.includes("musl");
}
