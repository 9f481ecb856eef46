import { bech32 } from "@scure/base";
import type { LightningDestination } from "./port.ts";

/** LUD-16: what stands before the @; `+` for tags, as in mail. */
const ADDRESS = /^[a-z0-9._+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const INVOICE = /^ln(?:bc|tb|tbs|bcrt)[0-9]*[munp]?1[02-9ac-hj-np-z]{50,7000}$/;
const LONGEST_LNURL = 2_000;

/** Reads what was typed, pasted or scanned; undefined for what nobody gives an invoice for. */
export function readDestination(typed: string): LightningDestination | undefined {
  const text = typed.trim().replace(/^lightning:(?:\/\/)?/i, "");
  const lower = text.toLowerCase();
  if (ADDRESS.test(lower)) return { kind: "lightning-address", text: lower };
  if (INVOICE.test(lower)) return { kind: "bolt11", text: lower };
  const url = urlIn(text);
  return url === undefined || !isSafe(url) ? undefined : { kind: "lnurl", text: url.href };
}

/** LUD-17's own scheme, LUD-01's code, or a link that has one of them as its fallback (`?lightning=`). */
function urlIn(text: string): URL | undefined {
  if (/^lnurlp:\/\//i.test(text)) return withoutScheme(text.slice("lnurlp://".length));
  if (/^lnurl1/i.test(text)) return decoded(text);
  const fallback = URL.parse(text)?.searchParams.get("lightning") ?? "";
  return /^lnurl1/i.test(fallback) ? decoded(fallback) : undefined;
}

function withoutScheme(rest: string): URL | undefined {
  const url = URL.parse(`https://${rest}`);
  if (url?.hostname.endsWith(".onion") === true) url.protocol = "http:";
  return url ?? undefined;
}

function decoded(lnurl: string): URL | undefined {
  const read = bech32.decodeUnsafe(lnurl, LONGEST_LNURL);
  if (read?.prefix !== "lnurl") return undefined;
  return URL.parse(Buffer.from(bech32.fromWords(read.words)).toString("utf8")) ?? undefined;
}

/** LUD-01: https everywhere, http for onion services alone. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && hostname.endsWith(".onion"));
}

/** Where a Lightning address is asked (LUD-16). */
export function addressUrl(address: string): URL {
  const [name = "", host = ""] = address.split("@");
  const protocol = host.endsWith(".onion") ? "http" : "https";
  return new URL(`${protocol}://${host}/.well-known/lnurlp/${encodeURIComponent(name)}`);
}
