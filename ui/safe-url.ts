/** Schemes a person may click on: the web, mail, and wallets. Everything else could run script. */
const SAFE_SCHEME = /^(?:https?|mailto|lightning|bitcoin|cashu):/i;

/** A path, query or fragment of this hub; `//host` and `/\host` would leave it. */
const OWN_ADDRESS = /^(?:\/(?![/\\])|\?|#)/;

/**
 * The address if it is safe in `href` or `src`, otherwise undefined, which renders no attribute.
 * Every address that a person could have typed passes through here: the renderer escapes quotes
 * but lets `javascript:` through. Control characters are refused because browsers drop them.
 */
export function safeUrl(address: string): string | undefined {
  if (hasControlCharacter(address)) return undefined;
  return SAFE_SCHEME.test(address) || OWN_ADDRESS.test(address) ? address : undefined;
}

/** An address on this hub, for the `return` field of a form; anything else becomes the market. */
export function ownPath(address: string): string {
  return !hasControlCharacter(address) && /^\/(?![/\\])/.test(address) ? address : "/";
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character <= "\u{20}" || character === "\u{7f}");
}
