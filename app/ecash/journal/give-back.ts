import type { Tx } from "../../db/database.ts";
import type { Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import type { OpenOp } from "./open-op.ts";
import { keepToken } from "./write-token.ts";

/** What a payment left of the coins that were brought belongs to whoever brought them, as a token of the same mint. */
export async function giveBack(tx: Tx, deps: Ecash, op: OpenOp, coins: readonly Proof[]): Promise<void> {
  if (coins.length > 0) await keepToken(tx, deps, { opId: op.id, subject: op.id, mintUrl: op.mint_url, coins });
}
