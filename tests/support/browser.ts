import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from "playwright-core";
import * as assert from "uvu/assert";
import type { Locale } from "../../ui/i18n/choose.ts";
import { openBotApi } from "./bot-api.ts";
import type { BotApi } from "./bot-api.ts";
import { startHub } from "./hub-process.ts";
import type { HubProcess } from "./hub-process.ts";

/** What all files of the browser suite share: one hub with its demo, and one browser. */
export type Market = {
  hub: HubProcess;
  browser: Browser;
  /** The hub's folder, with its database in it. */
  dataDir: string;
  /** The hub under a name of the LAN: plain http, which no browser takes for secure. */
  lanOrigin: string;
  /** Telegram's side of the hub's bot. */
  bot: BotApi;
  /** Sets the hub's clock ahead by so much more. */
  passTime(ms: number): void;
  /** By how much it is ahead. */
  aheadMs(): number;
};

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** Another name of this machine, for the site of somebody who means no good. */
export const EVIL_HOST = "evil.lan";
/** A name under the hub's own: to a browser the same site, whoever runs it. */
export const SIBLING_HOST = "printer.shop.lan";
const HOSTS = ["shop.lan", EVIL_HOST, SIBLING_HOST, "*.onion"];
const NAMES = `--host-resolver-rules=${HOSTS.map((host) => `MAP ${host} 127.0.0.1`).join(", ")}`;
/** Without them Chromium asks for Google's hosts, which a gate without a network answers with delays. */
const QUIET = [
  "--disable-quic",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let opened: Promise<Market> | undefined;

/** Opens the market at the first call. It stays until the process ends, because the files run one after the other. */
export function openMarket(): Promise<Market> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Market> {
  const dataDir = mkdtempSync(join(tmpdir(), "satoshop-browser-"));
  process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
  const clock = join(dataDir, "clock-ahead-ms");
  let aheadMs = 0;
  const passTime = (ms: number) => writeFileSync(clock, String((aheadMs += ms)));
  passTime(0);
  const preload = pathToFileURL(join(import.meta.dirname, "movable-clock.ts")).href;
  const bot = await openBotApi();
  const settings = {
    ...waysIn(bot),
    DATA_DIR: dataDir,
    MODE: "sandbox",
    DEMO: "1",
    HOST_REPORT: join(dataDir, "host.json"),
    CLOCK_AHEAD_FILE: clock,
    NODE_OPTIONS: `--import=${preload}`,
  };
  const hub = await startHub(settings);
  process.once("exit", () => void hub.kill());
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, NAMES] });
  const lanOrigin = hub.origin.replace("127.0.0.1", "shop.lan");
  return { hub, browser, dataDir, lanOrigin, bot, passTime, aheadMs: () => aheadMs };
}

/** Every way in that a hub can have; nobody is at Google's address, and nobody goes there. */
function waysIn(bot: BotApi): Record<string, string> {
  return {
    TELEGRAM_TOKEN: bot.token,
    TELEGRAM_API_ROOT: bot.root,
    GOOGLE_CLIENT_ID: "hub",
    GOOGLE_CLIENT_SECRET: "a secret of the hub and Google",
    GOOGLE_ISSUER: "http://localhost:9",
  };
}

/** Cookies of somebody who is signed in or has something in the basket. */
export type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** How somebody looks at the market. */
export type Look = {
  locale?: Locale;
  theme?: "light" | "dark";
  screen?: "phone" | "desktop";
  /** Narrower or wider than the screen usually is. */
  widthPx?: number;
  hasScripts?: boolean;
  /** Pictures arrive when the page is already seen, as on a bad line. */
  hasSlowPictures?: boolean;
  cookies?: Cookies | undefined;
  origin?: string;
};

/** Somebody with a browser of their own. */
export type Visitor = {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about so far: policy violations, errors, foreign addresses, missing files. */
  complaints: readonly string[];
  /** Closes the browser's windows; throws when the browser had anything to complain about. */
  leave(): Promise<void>;
};

/** A page that does not do it within this time will not do it at all. */
const PATIENCE_MS = 15_000;

/** A visitor whom the hub does not know. Whatever the browser complains about fails the test from which the visitor leaves. */
export async function visit(look: Look = {}): Promise<Visitor> {
  const { browser, hub } = await openMarket();
  const origin = look.origin ?? hub.origin;
  const context = await browser.newContext(optionsOf(look, origin));
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  await context.addInitScript(tellViolations);
  if (look.hasSlowPictures === true) await context.route("**/pictures/**", afterThePage);
  context.on("page", (page) => listen(page, origin, complaints));
  const page = await context.newPage();
  const leave = async () => {
    await context.close();
    assert.equal(complaints, []);
  };
  return { page, context, complaints, leave };
}

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DESKTOP = { viewport: { width: 1280, height: 900 } };

function optionsOf(look: Look, origin: string): BrowserContextOptions {
  const screen = look.screen === "phone" ? PHONE : DESKTOP;
  return {
    ...screen,
    viewport: { ...screen.viewport, ...(look.widthPx !== undefined && { width: look.widthPx }) },
    baseURL: origin,
    locale: look.locale === "ko" ? "ko-KR" : "en-GB",
    colorScheme: look.theme ?? "light",
    // Nothing is on its way from one colour to another while a test looks.
    reducedMotion: "reduce",
    javaScriptEnabled: look.hasScripts ?? true,
    ...(look.cookies !== undefined && { storageState: look.cookies }),
  };
}

const SLOW_PICTURE_MS = 150;

async function afterThePage(route: Route): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SLOW_PICTURE_MS));
  // The page may have been left in the meantime.
  await route.continue().catch(() => undefined);
}

/** Runs in the page, before anything of the page's own. */
function tellViolations(): void {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    console.error(`the policy forbids: ${effectiveDirective} ${blockedURI}`);
  });
}

/** Writes down whatever a healthy page never makes a browser say. */
function listen(page: Page, origin: string, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`${page.url()} threw ${error.message}`));
  page.on("console", (message) => {
    // The browser also says so of a page itself that answers, as it should, with 404 or 422.
    const isPageItself = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
    if (message.type() === "error" && !isPageItself) complaints.push(`${page.url()} logged ${message.text()}`);
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.protocol !== "data:" && asked.origin !== origin) complaints.push(`${page.url()} asked ${asked.origin}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // Leaving a page ends its event stream and the pictures still on their way.
    if (reason !== "net::ERR_ABORTED") complaints.push(`${page.url()} could not load ${request.url()}: ${reason}`);
  });
}
