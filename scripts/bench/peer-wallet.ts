import { randomBytes } from "node:crypto";
import { Wallet } from "@cashu/cashu-ts";

/**
 * A wallet of the e-cash library, with its own arithmetic and a seed of its own, that receives tokens as it documents:
 * each coin's DLEQ is required. It keeps nothing.
 */
export async function openPeerWallet(mintUrl: string): Promise<(token: string) => Promise<void>> {
  const wallet = new Wallet(mintUrl, { unit: "sat", bip39seed: new Uint8Array(randomBytes(64)) });
  await wallet.loadMint();
  return async (token) => {
    const coins = await wallet.receive(token, { requireDleq: true });
    if (coins.length === 0) throw new Error("the wallet received nothing");
  };
}
