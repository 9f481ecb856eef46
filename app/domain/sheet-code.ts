import { BASE32, base32, foldBase32, toBigInt } from "./base32.ts";
import { checkSymbols } from "./check-symbols.ts";
import type { Random } from "./ids.ts";

/** 256 bits take 52 symbols; four more catch all but one in a million slips of the pen. */
const SECRET_SYMBOLS = 52;
const CHECK_SYMBOLS = 4;
const GROUP = 4;

const CODE = new RegExp(`^[${BASE32}]{${SECRET_SYMBOLS + CHECK_SYMBOLS}}$`);

/** The secret of a backup sheet as it is typed by hand, in capitals without spaces. Only its SHA-256 is ever stored. */
export function newSheetCode(random: Random): string {
  const secret = base32(toBigInt(random(32)), SECRET_SYMBOLS);
  return (secret + checkSymbols(secret, CHECK_SYMBOLS)).toUpperCase();
}

/** The code in what was typed or pasted: the code itself or the whole link. Undefined when there is a slip in it. */
export function readSheetCode(typed: string): string | undefined {
  const last = /[^#.]*$/.exec(typed.trim())?.[0] ?? "";
  const code = foldBase32(last);
  if (!CODE.test(code)) return undefined;
  const secret = code.slice(0, SECRET_SYMBOLS);
  return checkSymbols(secret, CHECK_SYMBOLS) === code.slice(SECRET_SYMBOLS) ? code.toUpperCase() : undefined;
}

/** In groups that an eye can hold while a hand types them. */
export function groupsOf(code: string): string[] {
  return code.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? [];
}
