import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { LOCALES } from "../ui/i18n/choose.ts";
import { walk } from "../tests/browser/walk.ts";

const USAGE = `node scripts/screenshots.ts FOLDER [NAME...]   every page, on a phone and a desktop, in both themes and languages
node scripts/screenshots.ts FILE.png NAME       one page as it is first seen on a desktop, for the README`;

/** Pictures of the pages of a hub with its demo, to be looked at. */
async function main([target, ...names]: string[]): Promise<void> {
  if (target === undefined) throw new Error(USAGE);
  const taken = target.endsWith(".png") ? await takeOne(target, names) : await takeAll(target, names);
  process.stdout.write(`${taken} pictures in ${target}\n`);
  process.exit(taken === 0 ? 1 : 0);
}

async function takeAll(folder: string, names: readonly string[]): Promise<number> {
  const looks = (["phone", "desktop"] as const).flatMap((screen) =>
    (["light", "dark"] as const).flatMap((theme) => LOCALES.map((locale) => ({ screen, theme, locale }))),
  );
  mkdirSync(folder, { recursive: true });
  let taken = 0;
  for (const look of looks) {
    const take = async (page: Page, { name }: { name: string }) => {
      await loadPictures(page);
      const path = join(folder, `${name}-${look.screen}-${look.theme}-${look.locale}.png`);
      await page.screenshot({ path, fullPage: true, animations: "disabled" });
      taken += 1;
    };
    await walk(look, take, names);
  }
  return taken;
}

async function takeOne(file: string, names: readonly string[]): Promise<number> {
  if (names.length !== 1) throw new Error(USAGE);
  mkdirSync(dirname(file), { recursive: true });
  let taken = 0;
  const take = async (page: Page) => {
    await loadPictures(page);
    const picture = await page.screenshot({ animations: "disabled" });
    await sharp(picture).png({ compressionLevel: 9 }).toFile(file);
    taken += 1;
  };
  await walk({ screen: "desktop", locale: "en", theme: "light" }, take, names);
  return taken;
}

/** Those further down come when they are near; a picture of the whole page needs them now. */
function loadPictures(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    for (const image of document.images) image.loading = "eager";
    return Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
}

await main(process.argv.slice(2));
