import { createHash } from "node:crypto";
import type { Page } from "../catalog/product.ts";
import type { HubContext } from "./context.ts";

/** Always asked about again, because stock and rates move; unchanged answers cost one header. */
const CACHING = "public, max-age=0, must-revalidate";

/** How the document describes the answer to an `If-None-Match` that matched. */
export const UNCHANGED = { 304: { description: "Nothing has changed since the answer with this ETag." } };

export const CATALOGUE_HEADERS = {
  ETag: "Names exactly this answer; send it back as If-None-Match.",
  Link: 'The next page, when there is one (`rel="next"`).',
};

/**
 * Answers with JSON and an ETag made of its bytes, or with 304 when the caller has exactly this. Whatever
 * a reader could see change changes the tag: a text, stock that an order claimed, a rate.
 */
export function catalogueJson(c: HubContext, value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  const body = JSON.stringify(value);
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const caching = { ETag: tag, "Cache-Control": CACHING };
  if (matches(c.req.header("if-none-match"), tag)) return c.body(null, 304, caching);
  return c.body(body, 200, { "Content-Type": "application/json", ...caching, ...headers });
}

/** Answers with one page of a list and a `Link` to the next, each item as `toJson` writes it. */
export function cataloguePage<Item>(
  c: HubContext,
  { items, nextCursor }: Page<Item>,
  toJson: (item: Item) => unknown,
): Response {
  return catalogueJson(c, { items: items.map(toJson), nextCursor }, nextLink(c, nextCursor));
}

/** RFC 9110 13.1.2: weak comparison, so that a proxy's `W/` does not matter. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === "*" || header.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}

/** `Link` to the next page (RFC 8288), with everything else of the query kept. */
export function nextLink(c: HubContext, nextCursor: string | null): Readonly<Record<string, string>> {
  if (nextCursor === null) return {};
  const url = new URL(c.req.url);
  url.searchParams.set("cursor", nextCursor);
  return { Link: `<${url.pathname}${url.search}>; rel="next"` };
}
