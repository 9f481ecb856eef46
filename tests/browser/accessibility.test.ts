import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { violations } from "./violations.ts";
import { WALK_WITHIN_MS, walk } from "./walk.ts";

const test = suite("browser/accessibility");

for (const look of [
  { locale: "ko", screen: "phone" },
  { locale: "en", screen: "desktop" },
] as const) {
  test(
    `axe finds no obstacle on any page in either theme, on a ${look.screen} in ${look.locale}`,
    async () => {
      const obstacles: string[] = [];
      await walk(look, async (page, { name }) => {
        const inLight = await violations(page);
        await page.emulateMedia({ colorScheme: "dark" });
        // Of all rules only this one depends on the theme.
        const inDark = await violations(page, ["color-contrast"]);
        await page.emulateMedia({ colorScheme: "light" });
        obstacles.push(
          ...inLight.map((what) => `${name}: ${what}`),
          ...inDark.map((what) => `${name} in the dark: ${what}`),
        );
      });
      assert.equal(obstacles, []);
    },
    { timeoutMs: WALK_WITHIN_MS },
  );
}
