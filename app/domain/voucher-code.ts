import { BASE32, base32, foldBase32, toBigInt } from "./base32.ts";
import { checkSymbols } from "./check-symbols.ts";
import type { Random } from "./ids.ts";

/** 130 bits take 26 symbols; two more catch all but one in a thousand slips of the pen. */
const SECRET_SYMBOLS = 26;
const CHECK_SYMBOLS = 2;
const RANDOM_BYTES = 17;

const CODE = new RegExp(`^[${BASE32}]{${SECRET_SYMBOLS + CHECK_SYMBOLS}}$`);

/** What is printed on a voucher, in capitals without spaces. Whoever knows it has the voucher's money. */
export function newVoucherCode(random: Random): string {
  const secret = base32(toBigInt(random(RANDOM_BYTES)), SECRET_SYMBOLS);
  return (secret + checkSymbols(secret, CHECK_SYMBOLS)).toUpperCase();
}

/** The code in what was typed, scanned or pasted: the code itself or the whole link. Undefined when there is a slip in it. */
export function readVoucherCode(typed: string): string | undefined {
  const last = /[^#]*$/.exec(typed.trim())?.[0] ?? "";
  const code = foldBase32(last);
  if (!CODE.test(code)) return undefined;
  const secret = code.slice(0, SECRET_SYMBOLS);
  return checkSymbols(secret, CHECK_SYMBOLS) === code.slice(SECRET_SYMBOLS) ? code.toUpperCase() : undefined;
}
