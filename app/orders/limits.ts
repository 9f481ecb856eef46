import { msatFromSat } from "../domain/money.ts";

export const MAX_LINES = 50;
export const MAX_QUANTITY = 10_000n;
export const MAX_NOTE_LENGTH = 1_000;
/** 10 BTC: beyond it no Lightning payment arrives, and a typing mistake is likelier than a sale. */
export const MAX_ORDER_MSAT = msatFromSat(1_000_000_000n);
