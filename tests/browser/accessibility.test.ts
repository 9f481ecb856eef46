import axe from "axe-core";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { walk } from "./walk.ts";

const test = suite("browser/accessibility");

const TIMEOUT_MS = 120_000;

for (const look of [
  { locale: "ko", screen: "phone" },
  { locale: "en", screen: "desktop" },
] as const) {
  test(
    `axe finds no obstacle on any page in either theme, on a ${look.screen} in ${look.locale}`,
    async () => {
      const obstacles: string[] = [];
      await walk(look, async (page, { name }) => {
        await page.evaluate(axe.source);
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
    { timeoutMs: TIMEOUT_MS },
  );
}

/** What axe objects to, of whatever impact, with the elements. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const found = await page.evaluate(async (only) => {
    // `axe` is there since its source was run in the page.
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    const options = { resultTypes: ["violations" as const], ...(only !== undefined && { runOnly: only }) };
    return (await inPage.run(document, options)).violations;
  }, rules);
  return found.map(
    ({ id, impact, nodes }) => `${id} (${impact}) at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
