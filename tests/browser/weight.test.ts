import type { Response } from "playwright-core";
import * as assert from "uvu/assert";
import { openMarket, visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { productOf } from "./orders.ts";

const test = suite("browser/weight");

const MAX_BYTES = 60_000;

test(`the first visit to a product costs at most ${MAX_BYTES / 1_000} kB besides its pictures, on the LAN too`, async () => {
  // Plain http, where browsers take gzip and no Brotli.
  const { hub, lanOrigin } = await openMarket();
  const { page, leave } = await visit({ origin: lanOrigin });
  const answers: Response[] = [];
  page.on("response", (answer) => answers.push(answer));
  await page.goto(`/products/${(await productOf("Jeju mandarins")).id}`, { waitUntil: "networkidle" });
  const sizes = await Promise.all(answers.filter((answer) => !answer.url().includes("/pictures/")).map(sizeOf));
  // What browsers fetch for themselves, and this one does not tell.
  const links = await page
    .locator("link[rel=icon], link[rel=manifest]")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  for (const link of links) sizes.push((await (await fetch(`${hub.origin}${link}`)).arrayBuffer()).byteLength);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(sizes.length > 4, `only ${sizes.length} files were counted`);
  assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
  await leave();
});

test("a product has one stylesheet, no script that it needs, and pictures in a size that fits", async () => {
  const { page, leave } = await visit({ screen: "phone", hasScripts: false });
  await page.goto(`/products/${(await productOf("Jeju mandarins")).id}`);
  assert.is(await page.locator("link[rel=stylesheet]").count(), 1);
  const picture = page.locator("main img").first();
  const [shownPx, fetchedPx] = await picture.evaluate((image) =>
    image instanceof HTMLImageElement
      ? [image.width * devicePixelRatio, image.naturalWidth * devicePixelRatio]
      : [0, 0],
  );
  assert.ok(fetchedPx >= 0.9 * shownPx && fetchedPx <= 3 * shownPx, `${fetchedPx} px fetched for ${shownPx} px`);
  await page.getByRole("radio").first().check();
  await page.getByRole("button", { name: "Put in the basket" }).click();
  await page.getByText("is in your basket").waitFor();
  await leave();
});

for (const [where, find] of [
  ["the market", () => Promise.resolve("/")],
  ["a stall", () => Promise.resolve("/stalls/halla-orchard")],
  ["a product", async () => `/products/${(await productOf("Jeju mandarins")).id}`],
] as const) {
  test(`on a wide screen with twice the pixels every picture of ${where} is sharp`, async () => {
    // A phone's screen has twice the pixels, and this one is as wide as a desk's.
    const { page, leave } = await visit({ screen: "phone", widthPx: 1280 });
    await page.goto(await find(), { waitUntil: "networkidle" });
    const pictures = await page.locator("main img").evaluateAll(async (images) => {
      const shown = images.filter((image) => image instanceof HTMLImageElement);
      for (const image of shown) image.loading = "eager";
      await Promise.all(shown.map((image) => image.decode()));
      return shown.map((image) => ({
        shownPx: Math.round(image.getBoundingClientRect().width * devicePixelRatio),
        // The last part of its address; the width that a browser tells is that of its place.
        filePx: Number(new URL(image.currentSrc).pathname.split("/").at(-1)),
      }));
    });
    assert.ok(pictures.length > 0);
    assert.ok(pictures.every(({ shownPx }) => shownPx > 100));
    assert.equal(
      pictures.filter(({ shownPx, filePx }) => !(filePx >= shownPx)),
      [],
    );
    await leave();
  });
}

async function sizeOf(answer: Response): Promise<number> {
  const { responseBodySize, responseHeadersSize } = await answer.request().sizes();
  return responseBodySize + responseHeadersSize;
}
