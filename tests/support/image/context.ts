import { readFileSync } from "node:fs";
import { join, normalize } from "node:path";

/** The files that a builder is sent: .dockerignore shuts everything out (`*`) and lets some back in (`!name`). */
export function contextOf(root: string): (path: string) => string {
  const lines = readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean);
  const [first, ...rest] = lines;
  if (first !== "*" || !rest.every((line) => /^![\w.-]+$/.test(line)))
    throw new Error(".dockerignore is not a star and a list of names at the top");
  const names = new Set(rest.map((line) => line.slice(1)));
  return (path) => {
    const [top = ""] = normalize(path).split("/");
    if (!names.has(top)) throw new Error(`${path} is not in the context: .dockerignore shuts it out`);
    return join(root, path);
  };
}
