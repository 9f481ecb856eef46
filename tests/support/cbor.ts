/** The few values of CBOR that an authenticator writes (RFC 8949). */
export type Cbor = number | string | Uint8Array | Map<Cbor, Cbor>;

export function cborOf(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? headOf(1, -1 - value) : headOf(0, value);
  if (typeof value === "string") return Buffer.concat([headOf(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([headOf(2, value.length), value]);
  return Buffer.concat([headOf(5, value.size), ...[...value].flat().map(cborOf)]);
}

/** Major type and length, or the number itself; nothing here is longer than two bytes can say. */
function headOf(major: number, length: number): Buffer {
  const kind = major << 5;
  if (length < 24) return Buffer.from([kind | length]);
  return length < 256 ? Buffer.from([kind | 24, length]) : Buffer.from([kind | 25, length >> 8, length & 0xff]);
}
