import { createHmac } from "node:crypto";
import type { Ecash } from "./ecash.ts";

/**
 * The private key that buyers' wallets lock coins to (NUT-11), in hex. It comes from the seed, so that the words alone
 * bring it back; another label than coins have (NUT-13).
 */
export function shopKey({ seed }: Pick<Ecash, "seed">): string {
  return createHmac("sha256", seed).update("SatoShop/ecash/shop-key/1").digest("hex");
}
