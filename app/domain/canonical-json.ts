/** What an event may carry: integers beyond 2^53 go in as decimal text, floats not at all. */
export type Canonical = string | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/**
 * The one byte sequence of a value (RFC 8785 without numbers): keys sorted by UTF-16 code units,
 * no spaces. Hashes and the Merkle log are computed over these bytes as UTF-8. Throws for whatever
 * has no such bytes: numbers, missing values, and half of a surrogate pair (RFC 8785, 3.2.2.2).
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === "string") return text(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} has no canonical bytes here`);
  if (isList(value)) return `[${Array.from(value, canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .toSorted(byCodeUnits)
    .map((key) => `${text(key)}:${member(value, key)}`);
  return `{${members.join(",")}}`;
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError("half of a surrogate pair has no UTF-8 bytes");
  return JSON.stringify(value);
}

function member(value: { readonly [key: string]: Canonical }, key: string): string {
  const inner = value[key];
  if (inner === undefined) throw new TypeError(`"${key}" has no value and would vanish from the bytes`);
  return canonicalJson(inner);
}

function isList(value: object): value is readonly Canonical[] {
  return Array.isArray(value);
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
