import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export type AssetFile = { bytes: Uint8Array<ArrayBuffer>; type: string; encoding: "br" | "gzip" | undefined };

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
};

/** The built files of the pages. Only what was in the folder at the start can be asked for, so no path leads out of it. */
export class AssetFolder {
  readonly #folder: string;
  readonly #names: ReadonlySet<string>;
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#names = new Set(listed(folder));
  }

  /** The file in the smallest form that the browser takes; undefined when there is no such file. */
  find(name: string, acceptEncoding: string): AssetFile | undefined {
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)];
    if (type === undefined || !this.#names.has(name)) return undefined;
    if (/\bbr\b/.test(acceptEncoding) && this.#names.has(`${name}.br`))
      return { bytes: this.#read(`${name}.br`), type, encoding: "br" };
    if (/\bgzip\b/.test(acceptEncoding) && this.#names.has(`${name}.gz`))
      return { bytes: this.#read(`${name}.gz`), type, encoding: "gzip" };
    return { bytes: this.#read(name), type, encoding: undefined };
  }

  /** All of them together are smaller than one photograph, so they are kept. */
  #read(name: string): Uint8Array<ArrayBuffer> {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const bytes = new Uint8Array(readFileSync(join(this.#folder, name)));
    this.#files.set(name, bytes);
    return bytes;
  }
}

function listed(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
