import { createHash } from "node:crypto";
import { readFileSync, readlinkSync, readdirSync, lstatSync } from "node:fs";
import { join } from "node:path";

/** What a running system writes by itself. */
const ITS_OWN =
  /^(?:dev|proc|run|sys|tmp|var\/(?:log|tmp|cache)|var\/lib\/(?:systemd|dbus|private))(?:\/|$)|^etc\/.*-$/;

/** Everything in a root folder that stays: paths with mode, owner and contents, one line each. */
export function filesOf(root: string, isLookedAt: (path: string) => boolean = () => true): string[] {
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (ITS_OWN.test(path) || !isLookedAt(path)) return [];
      return [`${path} ${describe(join(root, path))}`, ...(entry.isDirectory() ? below(path) : [])];
    });
  return below("").toSorted();
}

function describe(path: string): string {
  const stat = lstatSync(path);
  const owned = `${(stat.mode & 0o7777).toString(8)} ${stat.uid}:${stat.gid}`;
  if (stat.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  if (stat.isDirectory()) return `${owned} folder`;
  return stat.isFile() ? `${owned} ${createHash("sha256").update(readFileSync(path)).digest("hex")}` : owned;
}

/** The lines that only one of the two has, in order, with a sign before each that says which. */
export function differences(before: readonly string[], after: readonly string[]): string[] {
  const [was, is] = [new Set(before), new Set(after)];
  const gone = before.filter((line) => !is.has(line)).map((line) => `- ${line}`);
  const come = after.filter((line) => !was.has(line)).map((line) => `+ ${line}`);
  return [...gone, ...come].toSorted((a, b) => a.slice(2).localeCompare(b.slice(2)));
}
