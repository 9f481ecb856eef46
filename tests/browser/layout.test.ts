import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import type { Locale } from "../../ui/i18n/choose.ts";
import { openMarket, visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { openBadLine } from "./bad-line.ts";
import { WALK_WITHIN_MS, walk } from "./walk.ts";

const test = suite("browser/layout");

const NARROW_PX = 360;
const TARGET_PX = 44;
const MAX_SHIFT = 0.02;

/** What one page did wrong on a narrow phone. */
type Measured = {
  name: string;
  tooWide: string[];
  tooSmall: string[];
  shift: number;
  tooWideEnlarged: string[];
  cut: string[];
};

const walks = new Map<Locale, Promise<Measured[]>>();

/** One walk through all pages measures everything. */
function measured(locale: Locale): Promise<Measured[]> {
  const walked = walks.get(locale) ?? measureAll(locale);
  walks.set(locale, walked);
  return walked;
}

async function measureAll(locale: Locale): Promise<Measured[]> {
  const all: Measured[] = [];
  await walk({ locale, screen: "phone", widthPx: NARROW_PX, hasSlowPictures: true }, async (page, { name }) => {
    const shift = await layoutShift(page);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const [tooWide, tooSmall] = [await sideways(page), await smallTargets(page)];
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    all.push({ name, shift, tooWide, tooSmall, tooWideEnlarged: await sideways(page), cut: await cutOff(page) });
  });
  return all;
}

for (const locale of ["en", "ko"] as const) {
  const rule = (title: string, wrong: (page: Measured) => string[]) =>
    test(
      `${title}, in ${locale}`,
      async () => {
        const pages = await measured(locale);
        assert.equal(
          pages.flatMap((page) => wrong(page).map((what) => `${page.name}: ${what}`)),
          [],
        );
      },
      { timeoutMs: WALK_WITHIN_MS },
    );

  rule(`nothing scrolls sideways at ${NARROW_PX} px`, ({ tooWide }) => tooWide);
  rule("nothing moves after it was shown", ({ shift }) => (shift > MAX_SHIFT ? [`moved by ${shift}`] : []));
  rule(`everything to press is at least ${TARGET_PX} px high`, ({ tooSmall }) => tooSmall);
  rule("text at twice its size stays within the screen", ({ tooWideEnlarged }) => tooWideEnlarged);
  rule("text at twice its size is cut nowhere", ({ cut }) => cut);
}

test("nothing moves while a page arrives in pieces", async () => {
  const { hub } = await openMarket();
  const line = await openBadLine(hub.origin);
  const { page, leave } = await visit({ screen: "phone", widthPx: NARROW_PX, origin: line.origin });
  const moved: string[] = [];
  for (const path of ["/", "/basket", "/sign-in", "/sign-in/link"]) {
    await page.goto(path);
    const shift = await layoutShift(page);
    if (shift > MAX_SHIFT) moved.push(`${path} by ${shift}`);
  }
  assert.equal(moved, []);
  await leave();
  line.close();
});

/** Sum of all unexpected movements, pictures further down included. */
async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frames = async (count: number) => {
      for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
    };
    let sum = 0;
    new PerformanceObserver((list) => {
      // Nobody has pressed anything; that the window became a phone's would pass for it, and excuse what moved.
      for (const entry of list.getEntries()) sum += Number(entry.toJSON().value);
    }).observe({ type: "layout-shift", buffered: true });
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await frames(1);
    }
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    scrollTo(0, 0);
    // The observer is told about a frame after it was painted.
    await frames(5);
    return sum;
  });
}

/** Elements that reach beyond the screen's edge when the page can be scrolled sideways. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return [
      `${document.documentElement.scrollWidth} px`,
      ...wide.slice(-3).map((element) => `${element.tagName}.${element.className}`),
    ];
  });
}

/** Buttons, boxes and links that stand alone and are hard to hit; links within a sentence may be as high as their line. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const targets =
      "button, input:not([type=hidden]), select, textarea, summary, a.button, a.nav-link, .tabs a, a.back, a.target";
    const sizes = [...document.querySelectorAll<HTMLElement>(targets)].flatMap((element) => {
      // A radio button is pressed by its row, and what only screen readers see is not pressed.
      const box = (element.closest("label.choice") ?? element).getBoundingClientRect();
      const isSeen = element.checkVisibility() && element.closest(".unseen, .skip") === null;
      return isSeen && Math.round(box.height) < least
        ? [`${element.tagName}.${element.className} "${element.textContent}" ${box.height} px`]
        : [];
    });
    return sizes;
  }, TARGET_PX);
}

/** Words of which a part cannot be seen, because their box does not grow with them. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Shortened on purpose, with the whole text elsewhere.
    const shortened = ".unseen, .brand-name, .stall-text, .table thead, input, .skip";
    const boxes = [...document.querySelectorAll<HTMLElement>("body *")].filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      return (
        (overflowX === "hidden" || overflowX === "clip" || overflowY === "hidden") &&
        element.closest(shortened) === null
      );
    });
    const cut = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
    return cut.map((box) => `${box.tagName}.${box.className} "${box.innerText.slice(0, 40)}"`);
  });
}
