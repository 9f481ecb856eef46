/** The place behind all others, also where some in between were removed. */
export function nextPosition(others: readonly { readonly position: bigint }[]): bigint {
  return others.reduce((last, { position }) => (position > last ? position : last), -1n) + 1n;
}
