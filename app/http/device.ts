/** Checked in this order: many browsers carry the names of others. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bTorBrowser\b/, "Tor Browser"],
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\/|\bChromium\//, "Chrome"],
  [/\bSafari\//, "Safari"],
  [/\bcurl\//, "curl"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b|\biPad\b/, "iOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/**
 * `Firefox · Android`: enough for a person to know a device by, and nothing that tells two of a kind apart. The
 * header itself is never kept; a browser that says nothing we know is an empty text.
 */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent ?? "";
  const named = [BROWSERS, SYSTEMS].flatMap((list) => list.find(([pattern]) => pattern.test(text))?.[1] ?? []);
  return named.join(" · ");
}
