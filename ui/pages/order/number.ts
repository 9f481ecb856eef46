/** The end of an order's id, grouped to be read out: `7F3K-9Q2M`. A name for people, not a key. */
export function orderNumber(id: string): string {
  const tail = id.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}
