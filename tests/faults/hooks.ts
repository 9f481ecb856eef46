import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { instrument, isOfMoney } from "./awaits.ts";

const ROOT = join(import.meta.dirname, "../..");
const SCHEME = "faults:";

/**
 * Modules imported as `faults:` are the hub's own with every await of the money rooms watched, and so is whatever they
 * import in turn. They have an address of their own, so that whoever else is in this process has the plain ones, and
 * whoever measures coverage does not see them.
 */
export function watchAwaits(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier.startsWith(SCHEME)) return { url: specifier, shortCircuit: true };
      const parent = context.parentURL;
      if (parent === undefined || !parent.startsWith(SCHEME)) return next(specifier, context);
      if (specifier.startsWith(".")) return { url: new URL(specifier, parent).href, shortCircuit: true };
      return next(specifier, { ...context, parentURL: plain(parent) });
    },
    load: (url, context, next) => {
      if (!url.startsWith(SCHEME)) return next(url, context);
      const path = fileURLToPath(plain(url));
      const source = readFileSync(path, "utf8");
      const file = relative(ROOT, path);
      return {
        format: "module-typescript",
        source: isOfMoney(file) ? instrument(file, source) : source,
        shortCircuit: true,
      };
    },
  });
}

/** The address under which a module of the repository is watched. */
export function watched(file: string): string {
  return pathToFileURL(join(ROOT, file)).href.replace("file:", SCHEME);
}

function plain(url: string): string {
  return url.replace(SCHEME, "file:");
}
