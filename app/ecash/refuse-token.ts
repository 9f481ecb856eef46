import { refuse } from "../domain/refusal.ts";
import type { RefuseToken } from "../payments/make-token.ts";
import type { Ecash } from "./ecash.ts";
import { keysetsOf } from "./mints/keysets.ts";
import { ownMint } from "./mints/own-mint.ts";
import { isShort } from "./read-solvency.ts";
import { chooseCoins } from "./wallet/choose-coins.ts";

/** Says beforehand why no token of the hub's own mint can be made. It reads what is written down, and asks no mint. */
export function tokenRefuser(deps: Pick<Ecash, "kit" | "seal">): RefuseToken {
  return async (reader, amountMsat) => {
    const own = await ownMint(reader);
    if (own === undefined) return refuse("mint-not-taken");
    if (await isShort(reader)) return refuse("mint-short");
    const keysets = await keysetsOf(reader, own.url);
    const chosen = await chooseCoins(reader, { ...deps, mintUrl: own.url, keysets }, amountMsat);
    return chosen === undefined ? refuse("ecash-too-little", "/amountMsat") : undefined;
  };
}
