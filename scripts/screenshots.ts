import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LOCALES } from "../ui/i18n/choose.ts";
import { walk } from "../tests/browser/walk.ts";

/**
 * Pictures of every page, to be looked at: `node scripts/screenshots.ts FOLDER [NAME...]`.
 * Each page on a phone and on a desktop, in both themes and both languages; with names, only those pages.
 */
async function main([folder, ...names]: string[]): Promise<void> {
  if (folder === undefined) throw new Error("say into which folder: node scripts/screenshots.ts FOLDER [NAME...]");
  const looks = (["phone", "desktop"] as const).flatMap((screen) =>
    (["light", "dark"] as const).flatMap((theme) => LOCALES.map((locale) => ({ screen, theme, locale }))),
  );
  mkdirSync(folder, { recursive: true });
  let taken = 0;
  for (const look of looks) {
    const ending = `${look.screen}-${look.theme}-${look.locale}.png`;
    await walk(
      look,
      async (page, { name }) => {
        await page.evaluate(async () => {
          // Pictures further down load when they come near.
          for (const image of document.images) image.loading = "eager";
          await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
        });
        await page.screenshot({ path: join(folder, `${name}-${ending}`), fullPage: true, animations: "disabled" });
        taken += 1;
      },
      names,
    );
  }
  process.stdout.write(`${taken} pictures in ${folder}\n`);
  process.exit(0);
}

await main(process.argv.slice(2));
