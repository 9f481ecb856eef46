/** Everything `scripts/build-ui.ts` makes; a build that lacks one of these is not a build. */
export const ASSETS = [
  "app.css",
  "icons.svg",
  "favicon.svg",
  "favicon.png",
  "apple-touch-icon.png",
  "icon-192.png",
  "icon-512.png",
  "icon-maskable-512.png",
  "site.webmanifest",
  "islands/copy.js",
  "islands/countdown.js",
  "islands/dialog.js",
  "islands/join.js",
  "islands/live.js",
  "islands/passkey.js",
  "islands/phone.js",
  "islands/print.js",
  "islands/scan.js",
  "islands/stepper.js",
  "islands/waiting.js",
] as const;

export type AssetName = (typeof ASSETS)[number];

/** A script that makes a page nicer; the page works without it. */
export type IslandName = AssetName extends infer Name
  ? Name extends `islands/${infer Island}.js`
    ? Island
    : never
  : never;

/** Where each built file is served, and the colour of the browser's own frame in both themes. */
export interface Assets {
  href: Readonly<Record<AssetName, string>>;
  themeColor: { light: string; dark: string };
}

/** Reads the content of `dist/ui/manifest.json`; throws when the build is incomplete, so that boot fails, not a page. */
export function assetsFrom(manifest: unknown): Assets {
  const entries = new Map(isRecord(manifest) ? Object.entries(manifest) : []);
  const text = (key: string): string => {
    const value = entries.get(key);
    if (typeof value !== "string") throw new Error(`the UI build has no "${key}": run node scripts/build-ui.ts`);
    return value;
  };
  const href = Object.fromEntries(ASSETS.map((name) => [name, text(name)]));
  if (!isComplete(href)) throw new Error("the UI build is incomplete");
  return {
    href,
    themeColor: { light: text("theme-color.light"), dark: text("theme-color.dark") },
  };
}

function isComplete(href: Partial<Record<AssetName, string>>): href is Record<AssetName, string> {
  return ASSETS.every((name) => href[name] !== undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
