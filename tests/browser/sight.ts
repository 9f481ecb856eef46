import type { Page } from "playwright-core";

/**
 * Whose browser a page is seen in: with nothing in the basket, with one stall's things, with two stalls', or signed
 * in. The stranger and the owner stand at the owner's door, the neighbour and the member sit at the machine itself,
 * where a browser makes passkeys. Who came in by a backup sheet is lost before there is a new way in, recovering with
 * one, and held once that was used. The last one is alone at a stall that has an open order.
 */
export type Role =
  | "passer-by"
  | "buyer"
  | "collector"
  | "seller"
  | "stranger"
  | "owner"
  | "neighbour"
  | "member"
  | "lost"
  | "recovering"
  | "held"
  | "last-one";

/** A page in one of its states, and how to get there. */
export type Sight = { name: string; role: Role; go: (page: Page) => Promise<unknown> };

/** A page by its address. One that answers in another way would be a sight of something else. */
export function at(role: Role, name: string, path: string, status = 200): Sight {
  const go = async (page: Page) => {
    const answer = await page.goto(path);
    const [wanted] = path.split(/[?#]/);
    if (answer?.status() !== status || new URL(page.url()).pathname !== wanted)
      throw new Error(`${name}: ${path} led to ${page.url()} and ${answer?.status()}`);
  };
  return { role, name, go };
}

/** A page's form sent although its fields are not filled in, as a browser without checks of its own would. */
export function refusedAt(role: Role, name: string, path: string, form: string): Sight {
  const go = async (page: Page) => {
    await page.goto(path);
    await page.locator(form).evaluate((element: HTMLFormElement) => {
      for (const box of element.querySelectorAll<HTMLInputElement>(
        "input:not([type=hidden], [type=radio], [type=checkbox]), textarea",
      ))
        box.value = "";
      element.noValidate = true;
      element.requestSubmit();
    });
    await page.locator(".error-summary").waitFor();
  };
  return { role, name, go };
}

/** Presses the button of a form on the page in front of one; without it, says which page that is. */
export async function press(page: Page, action: string): Promise<void> {
  const button = page.locator(`form[action='${action}'] button:not([type=button])`).first();
  try {
    await button.click();
  } catch (error) {
    const said = await page.locator("main").innerText();
    throw new Error(`no button for ${action} at ${page.url()}, which says: ${said.slice(0, 400)}`, { cause: error });
  }
}
