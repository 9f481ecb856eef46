import { isIP } from "node:net";
import type { OwnWord } from "./own-words.ts";

/** Hashes, keys and tokens in hex, base64url and bech32 are at least this long; bots' tokens have a number in front. */
const SECRET_LIKE = /[0-9a-f]{40,}|[\w-]{40,}|\d+:[\w-]{20,}/gi;
/** A package's folder such as `node_modules/@scope` is none. */
const MAIL_ADDRESS = /[^\s<>"'`(),;:]*[^\s<>"'`(),;:/]@[^\s<>"'`(),;:]+/g;
/** With a user's name in front of the folders. */
const HOME = /\/(?:home|Users)\/[^/\s]+/g;
const IPV4 = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const MAYBE_IPV6 = /[\da-f]*:[\da-f:.]*[\da-f:]/gi;
/** What Node and OpenSSL write in front of the name of a host. */
const HOST_SAID = /\b(ENOTFOUND|EAI_AGAIN|DNS:|Host:)(\s*)[\w.-]+/g;
const DOTTED = /(?<![\w/.-])(?:[\da-z][\w-]*\.)+([a-z][\w-]*)\b/gi;
/** What stands behind the dot in the names of the hub's own files. */
const FILE_KINDS = new Set(["age", "cert", "key", "macaroon", "sqlite", "sqlite-wal", "ts", "js", "json", "toml"]);

/** Takes out of a text what the owner's settings say, and whatever looks like a secret, a mail address or a home. */
export function withoutWords(text: string, words: readonly OwnWord[]): string {
  return withoutOwn(text, words)
    .replaceAll(MAIL_ADDRESS, "<address>")
    .replaceAll(IPV4, "<address>")
    .replaceAll(MAYBE_IPV6, (found) => (isIP(found) === 0 ? found : "<address>"))
    .replaceAll(SECRET_LIKE, "<secret>")
    .replaceAll(HOME, "/home/<user>");
}

/** The same for sentences that somebody else's program may have written: names of hosts go as well. */
export function withoutNames(text: string, words: readonly OwnWord[]): string {
  return withoutWords(text, words)
    .replaceAll(HOST_SAID, "$1$2<address>")
    .replaceAll(DOTTED, (found, kind: string) => (FILE_KINDS.has(kind.toLowerCase()) ? found : "<address>"));
}

function withoutOwn(text: string, words: readonly OwnWord[]): string {
  if (words.length === 0) return text;
  const longestFirst = words.toSorted((left, right) => right.text.length - left.text.length);
  const shownAs = new Map(longestFirst.toReversed().map((word) => [word.text.toLowerCase(), word.shownAs]));
  // One pass, so that nothing is looked for in what already stands in the place of something.
  const any = new RegExp(longestFirst.map(patternOf).join("|"), "gi");
  return text.replaceAll(any, (found) => shownAs.get(found.toLowerCase()) ?? "<own>");
}

/** A secret goes wherever it stands, any other word only where it stands alone: `hub` is no part of `github`. */
function patternOf({ text, isSecret }: OwnWord): string {
  const literal = RegExp.escape(text);
  return isSecret ? literal : `(?<!\\w)${literal}(?!\\w)`;
}
