import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import sharp from "sharp";
import { ASSETS } from "../ui/assets.ts";
import { ICONS } from "../ui/icons.ts";
import { hex, parseOklch } from "../ui/styles/oklch.ts";
import { readTokens } from "../ui/styles/read-tokens.ts";
import type { Tokens } from "../ui/styles/read-tokens.ts";

/** A finished file under the name that pages ask for. */
interface Built {
  name: string;
  bytes: Uint8Array;
}

const root = resolve(import.meta.dirname, "..");
/** Browsers since 2022, which is what OKLCH colours ask for anyway. */
const TARGET = ["es2022", "chrome111", "firefox113", "safari15.4"];
const COMPRESSED = /\.(?:css|js|svg|webmanifest)$/;

/**
 * Makes everything a browser fetches besides pages and pictures: one stylesheet, a script per island,
 * the icon sprite, the mark in its sizes. Names carry a hash of the content, so they may be cached for
 * ever; `manifest.json` says which is which. Beside each text file lie its `.br` and `.gz`. What was there before goes
 * last, so that whoever serves the folder meanwhile misses nothing.
 */
export async function buildUi(outDir: string): Promise<Record<string, string>> {
  const [tokens, ...groups] = await Promise.all([themeColors(), stylesheet(), islands(), sprite(), marks()]);
  const files = groups.flat();
  const hrefs = Object.fromEntries(files.map((file) => [file.name, href(file)]));
  files.push({ name: "site.webmanifest", bytes: webManifest(hrefs, tokens.light) });
  await mkdir(join(outDir, "islands"), { recursive: true });
  const stored = await Promise.all(files.map((file) => store(outDir, file)));
  const manifest = {
    ...Object.fromEntries(files.map((file) => [file.name, href(file)])),
    "theme-color.light": tokens.light,
    "theme-color.dark": tokens.dark,
  };
  await replaceFile(join(outDir, MANIFEST), Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`));
  await removeAllBut(outDir, new Set([...stored.flat(), MANIFEST]));
  return manifest;
}

const MANIFEST = "manifest.json";

/** Whole from the first moment: a hub may be serving the folder. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, bytes);
  await rename(aside, path);
}

async function removeAllBut(outDir: string, kept: ReadonlySet<string>): Promise<void> {
  const there = await readdir(outDir, { recursive: true, withFileTypes: true });
  const paths = there.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const old = paths.filter((path) => !kept.has(relative(outDir, path)) && !UNFINISHED.test(path));
  await Promise.all(old.map((path) => rm(path, { force: true })));
}

/** Of another build at the same time. */
const UNFINISHED = /\.\d+$/;

async function stylesheet(): Promise<Built[]> {
  const bytes = await bundle("ui/styles/app.css");
  return [{ name: "app.css", bytes }];
}

function islands(): Promise<Built[]> {
  const names = ASSETS.filter((name) => name.startsWith("islands/"));
  return Promise.all(names.map(async (name) => ({ name, bytes: await bundle(`ui/${name.replace(/\.js$/, ".ts")}`) })));
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: TARGET,
    loader: { ".svg": "dataurl" },
    legalComments: "none",
    logLevel: "warning",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${entry} was bundled into nothing`);
  return file.contents;
}

/** One file with a `<symbol>` per icon; pages point into it with `<use>`. */
async function sprite(): Promise<Built[]> {
  const symbols = await Promise.all(ICONS.map(symbol));
  const licence = "<!-- Icons by Lucide, ISC licence -->";
  return [
    {
      name: "icons.svg",
      bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${licence}${symbols.join("")}</svg>`),
    },
  ];
}

async function symbol(name: string): Promise<string> {
  const source = await readFile(join(root, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
  const drawing = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(source)?.[1];
  if (drawing === undefined) throw new Error(`the icon ${name} is not an SVG`);
  const look = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${look}>${drawing.replaceAll(/\s+/g, " ").trim()}</symbol>`;
}

/** The mark as browsers and home screens want it. */
async function marks(): Promise<Built[]> {
  const mark = await readFile(join(root, "ui/marks/mark.svg"));
  const paper = readTokens(await readFile(join(root, "ui/styles/tokens.css"), "utf8")).light;
  const background = colorOf(paper, "--paper");
  const icon = async (name: string, side: number, share: number): Promise<Built> => ({
    name,
    bytes: await drawIcon(mark, side, share, background),
  });
  return [
    { name: "favicon.svg", bytes: Buffer.from(mark.toString("utf8").replaceAll(/>\s+</g, "><").trim()) },
    ...(await Promise.all([
      drawPlain(mark, 48),
      icon("apple-touch-icon.png", 180, 0.72),
      icon("icon-192.png", 192, 0.78),
      icon("icon-512.png", 512, 0.78),
      icon("icon-maskable-512.png", 512, 0.58),
    ])),
  ];
}

async function drawPlain(mark: Buffer, side: number): Promise<Built> {
  return {
    name: "favicon.png",
    bytes: await sharp(mark, { density: (72 * side) / 64 })
      .resize(side, side)
      .png({ compressionLevel: 9 })
      .toBuffer(),
  };
}

async function drawIcon(mark: Buffer, side: number, share: number, background: string): Promise<Uint8Array> {
  const inner = Math.round(side * share);
  const drawing = await sharp(mark, { density: Math.ceil((72 * inner) / 64) })
    .resize(inner, inner)
    .png()
    .toBuffer();
  return sharp({ create: { width: side, height: side, channels: 3, background } })
    .composite([{ input: drawing, gravity: "centre" }])
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}

async function themeColors(): Promise<{ light: string; dark: string }> {
  const themes = readTokens(await readFile(join(root, "ui/styles/tokens.css"), "utf8"));
  return { light: colorOf(themes.light, "--paper"), dark: colorOf(themes.darkByChoice, "--paper") };
}

function colorOf(tokens: Tokens, name: string): string {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`tokens.css has no ${name}`);
  return hex(parseOklch(value));
}

/** What makes the shop installable as an app. */
function webManifest(hrefs: Readonly<Record<string, string>>, paper: string): Uint8Array {
  const icon = (name: string, sizes: string, purpose: string) => ({
    src: hrefs[name],
    sizes,
    purpose,
    type: name.endsWith("svg") ? "image/svg+xml" : "image/png",
  });
  return Buffer.from(
    JSON.stringify({
      name: "SatoShop",
      short_name: "SatoShop",
      id: "/",
      start_url: "/",
      scope: "/",
      display: "standalone",
      background_color: paper,
      theme_color: paper,
      icons: [
        icon("favicon.svg", "any", "any"),
        icon("icon-192.png", "192x192", "any"),
        icon("icon-512.png", "512x512", "any"),
        icon("icon-maskable-512.png", "512x512", "maskable"),
      ],
    }),
  );
}

function href(file: Built): string {
  return `/assets/${hashedName(file)}`;
}

function hashedName({ name, bytes }: Built): string {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  return name.replace(/\.[^.]+$/, (ending) => `.${hash}${ending}`);
}

/** Returns the names of what was written, from the folder on. */
async function store(outDir: string, file: Built): Promise<string[]> {
  const name = hashedName(file);
  const forms = [{ ending: "", bytes: file.bytes }];
  if (COMPRESSED.test(file.name)) {
    forms.push({ ending: ".br", bytes: await brotli(file.bytes) });
    forms.push({ ending: ".gz", bytes: await promisify(gzip)(file.bytes, { level: 9 }) });
  }
  await Promise.all(forms.map(({ ending, bytes }) => replaceFile(join(outDir, name + ending), bytes)));
  return forms.map(({ ending }) => name + ending);
}

function brotli(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const startedMs = performance.now();
  const outDir = resolve(process.argv[2] ?? join(root, "dist/ui"));
  const manifest = await buildUi(outDir);
  process.stdout.write(`${Object.keys(manifest).length} entries in ${Math.round(performance.now() - startedMs)} ms\n`);
}
