import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe objects to, of whatever impact, with the elements. A page that went on meanwhile is looked at where it is. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  try {
    return await look(page, rules);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes("because of a navigation")) throw error;
    await page.waitForLoadState();
    return look(page, rules);
  }
}

async function look(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(axe.source);
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
