import { shownSetting } from "../../../app/config.ts";
import type { SettingName } from "../../../app/config.ts";

/** Hashes, keys and tokens in hex, base64url and bech32 are at least this long. */
const SECRET_LIKE = /[0-9a-f]{40,}|[\w-]{40,}|\d+:[\w-]{20,}/gi;
const MAIL_ADDRESS = /[^\s<>"'`(),;:]+@[^\s<>"'`(),;:]+/g;
/** With a user's name in front of the folders. */
const HOME = /\/(?:home|Users)\/[^/\s]+/g;
const NETWORK_ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;

/** Takes out of a text what settings say (their names stand there instead), and whatever looks like a secret or address. */
export function withoutValues(text: string, values: ReadonlyMap<string, SettingName>): string {
  const longestFirst = [...values].toSorted(([left], [right]) => right.length - left.length);
  let clean = text;
  for (const [value, name] of longestFirst)
    if (value.length > 3 && shownSetting(name, value) !== value) clean = clean.replaceAll(value, `<${name}>`);
  return clean
    .replaceAll(MAIL_ADDRESS, "<address>")
    .replaceAll(NETWORK_ADDRESS, "<address>")
    .replaceAll(SECRET_LIKE, "<secret>")
    .replaceAll(HOME, "/home/<user>");
}
