import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync, brotliDecompressSync } from "node:zlib";
import sharp from "sharp";
import * as assert from "uvu/assert";
import { buildUi } from "../../scripts/build-ui.ts";
import { ASSETS, assetsFrom } from "../../ui/assets.ts";
import { ICONS } from "../../ui/icons.ts";
import { suite } from "../support/suite.ts";

const PASSKEY = "islands/passkey.js";
const test = suite("ui/build");

const KB = 1000;
const outDir = mkdtempSync(join(tmpdir(), "satoshop-ui-"));
const manifest = await buildUi(outDir);
const pathOf = (href: string): string => join(outDir, href.replace(/^\/assets\//, ""));
const built = (name: string): Buffer => readFileSync(pathOf(manifest[name] ?? `no ${name}`));
const zipped = (name: string): number => readFileSync(`${pathOf(manifest[name] ?? `no ${name}`)}.gz`).length;

test.after(() => rmSync(outDir, { recursive: true }));

test("the build has everything that pages ask for", () => {
  const { href, themeColor } = assetsFrom(JSON.parse(readFileSync(join(outDir, "manifest.json"), "utf8")));
  for (const name of ASSETS) assert.ok(existsSync(pathOf(href[name])), name);
  assert.match(themeColor.light, /^#[\da-f]{6}$/);
});

test("an incomplete build is refused before a page is made", () => {
  const { "app.css": _, ...incomplete } = manifest;
  assert.throws(() => assetsFrom(incomplete), /no "app\.css"/);
  assert.throws(() => assetsFrom(null), /run node scripts\/build-ui/);
});

test("names carry the content's hash and do not change while it does not", async () => {
  for (const name of ASSETS) assert.match(basename(manifest[name] ?? ""), /\.[\da-f]{10}\.\w+$/);
  const again = await buildUi(join(outDir, "again"));
  assert.equal(again, manifest);
});

test("what an earlier build left is gone after the next one, and the rest stays where it is", async () => {
  const old = join(outDir, "islands/old.0123456789.js");
  writeFileSync(old, "old");
  const { ino } = statSync(outDir);
  await buildUi(outDir);
  assert.not.ok(existsSync(old));
  for (const name of ASSETS) assert.ok(existsSync(pathOf(manifest[name] ?? "")), name);
  assert.is(statSync(outDir).ino, ino, "the folder was taken away for a moment");
});

test("what compresses lies there compressed twice, and is the same", () => {
  for (const name of ASSETS.filter((asset) => /\.(?:css|js|svg|webmanifest)$/.test(asset))) {
    const path = pathOf(manifest[name] ?? "");
    assert.equal(gunzipSync(readFileSync(`${path}.gz`)), built(name), name);
    assert.equal(brotliDecompressSync(readFileSync(`${path}.br`)), built(name), name);
  }
});

test("a first visit is light: stylesheet under 12 kB, icons under 6 kB, all scripts together under 6 kB", () => {
  assert.ok(zipped("app.css") < 12 * KB);
  assert.ok(zipped("icons.svg") < 6 * KB);
  // The one with a library in it is on no page of a first visit.
  const scripts = ASSETS.filter((name) => name.endsWith(".js") && name !== PASSKEY).map(zipped);
  assert.is(scripts.length, 10);
  assert.ok(scripts.reduce((sum, size) => sum + size, 0) < 6 * KB);
});

test("the script for passkeys is under 4 kB", () => assert.ok(zipped(PASSKEY) < 4 * KB));

test("every icon is in the sprite, and nothing in the built files comes from elsewhere", () => {
  const sprite = built("icons.svg").toString();
  for (const icon of ICONS) assert.ok(sprite.includes(`<symbol id="${icon}"`), icon);
  for (const name of ["app.css", "icons.svg", "site.webmanifest"])
    assert.not.match(built(name).toString().replaceAll("http://www.w3.org/2000/svg", ""), /https?:|@import/);
});

test("scripts carry no way around the policy of the page", () => {
  for (const name of ASSETS.filter((asset) => asset.endsWith(".js")))
    assert.not.match(
      built(name).toString(),
      /innerHTML|outerHTML|insertAdjacentHTML|eval\(|new Function|document\.write/,
    );
});

test("scripts keep nothing in the browser", () => {
  for (const name of ASSETS.filter((asset) => asset.endsWith(".js")))
    assert.not.match(built(name).toString(), /localStorage|sessionStorage|indexedDB|document\.cookie|\bcaches\b/);
});

test("the mark comes in every size a home screen wants", async () => {
  for (const [name, side] of [
    ["favicon.png", 48],
    ["apple-touch-icon.png", 180],
    ["icon-192.png", 192],
    ["icon-512.png", 512],
    ["icon-maskable-512.png", 512],
  ] as const) {
    const { width, height, format } = await sharp(built(name)).metadata();
    assert.equal([width, height, format], [side, side, "png"]);
  }
});

test("the shop can be installed as an app", () => {
  const app: unknown = JSON.parse(built("site.webmanifest").toString());
  assert.match(JSON.stringify(app), /"start_url":"\/".*"display":"standalone".*"purpose":"maskable"/);
});
