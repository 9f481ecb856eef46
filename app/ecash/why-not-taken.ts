import type { MintRefusal } from "../gateways/mint/port.ts";
import type { Ecash } from "./ecash.ts";
import { reasonOf } from "./journal/reason-of.ts";

/** With these nothing is wrong with the coins. */
const NO_WAY: ReadonlySet<string> = new Set(["payment-failed", "quote-expired"] satisfies MintRefusal[]);

/** Why coins that were brought are refused: for what they are, or because their mint could not pay with them just now. */
export async function whyNotTaken(
  { db }: Pick<Ecash, "db">,
  opId: string,
): Promise<"mint-says-no" | "exchange-failed"> {
  return NO_WAY.has(await reasonOf(db, opId)) ? "exchange-failed" : "mint-says-no";
}
