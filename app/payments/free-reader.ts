/** What may leave over Lightning without touching what is kept for others; undefined while nothing has to be kept. */
export type FreeReader = () => Promise<bigint | undefined>;
