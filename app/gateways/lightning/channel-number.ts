const BITS = { transaction: 24n, output: 16n };

/** Turns `BLOCKxTRANSACTIONxOUTPUT` into the 64-bit number that LND takes (BOLT 7, short channel id). */
export function channelNumber(channelId: string): string {
  const parts = /^(\d{1,8})x(\d{1,8})x(\d{1,5})$/.exec(channelId)?.slice(1).map(BigInt);
  const [block, transaction, output] = parts ?? [];
  if (block === undefined || transaction === undefined || output === undefined)
    throw new RangeError(`${channelId} is not a channel id`);
  if (block >> 24n || transaction >> BITS.transaction || output >> BITS.output)
    throw new RangeError(`${channelId} is not a channel id`);
  return ((((block << BITS.transaction) | transaction) << BITS.output) | output).toString();
}
