import { MAX_LINES } from "../../orders/limits.ts";

/** Something chosen but not yet ordered. */
export type BasketEntry = { productId: string; variantId: string; quantity: bigint };

/** The whole basket lives in this cookie of the browser; the hub keeps nothing before an order is placed. */
export const BASKET_COOKIE = "basket";

/** One order's worth; at 58 bytes each within the 4,096 that browsers keep of one cookie (RFC 6265, 6.1). */
export const MAX_ENTRIES = MAX_LINES;
/** The most of one variant that a basket holds; the seller's stock is checked when ordering. */
export const MAX_EACH = 999n;

const ENTRY = /^([0-9a-hjkmnp-tv-z]{26})\.([0-9a-hjkmnp-tv-z]{26})\.([1-9]\d{0,2})$/;
const SEPARATOR = "~";

/**
 * Reads the cookie. It may have been written by anybody: what is not exactly an entry is left out, and
 * nothing is believed beyond "this much of that", because prices are looked up again.
 */
export function readBasket(cookie: string | undefined): BasketEntry[] {
  const entries = (cookie ?? "").split(SEPARATOR).slice(0, MAX_ENTRIES).flatMap(readEntry);
  return entries.reduce<BasketEntry[]>((basket, entry) => add(basket, entry), []);
}

function readEntry(text: string): BasketEntry[] {
  const match = ENTRY.exec(text);
  if (match === null) return [];
  return [{ productId: `prd_${match[1]}`, variantId: `var_${match[2]}`, quantity: BigInt(match[3] ?? "1") }];
}

/** The cookie's value; the inverse of `readBasket`. */
export function writeBasket(basket: readonly BasketEntry[]): string {
  return basket
    .map((entry) => [bare(entry.productId), bare(entry.variantId), entry.quantity].join("."))
    .join(SEPARATOR);
}

/** Puts something in, on top of what is there of it already. A full basket stays as it is. */
export function add(basket: readonly BasketEntry[], entry: BasketEntry): BasketEntry[] {
  const known = basket.find(({ variantId }) => variantId === entry.variantId);
  if (known === undefined) return basket.length < MAX_ENTRIES ? [...basket, limited(entry)] : [...basket];
  return basket.map((each) =>
    each === known ? limited({ ...known, quantity: known.quantity + entry.quantity }) : each,
  );
}

/** Says how many there are of some variants from now on; zero takes one out. Others stay as they are. */
export function change(basket: readonly BasketEntry[], quantities: ReadonlyMap<string, bigint>): BasketEntry[] {
  return basket
    .map((entry) => limited({ ...entry, quantity: quantities.get(entry.variantId) ?? entry.quantity }))
    .filter((entry) => entry.quantity > 0n);
}

export function countThings(basket: readonly BasketEntry[]): number {
  return Number(basket.reduce((sum, entry) => sum + entry.quantity, 0n));
}

/** An id without its prefix, which the place in the entry implies. */
function bare(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}

function limited(entry: BasketEntry): BasketEntry {
  return entry.quantity > MAX_EACH ? { ...entry, quantity: MAX_EACH } : entry;
}
