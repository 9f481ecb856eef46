import { msatFromSat } from "../../domain/money.ts";
import type { MintBooks } from "./port.ts";
import type { SandboxMint } from "./sandbox-mint.ts";

/** What the sandbox mint's operator can read. */
export function sandboxBooks(mint: Pick<SandboxMint, "sums">): MintBooks {
  return {
    sums: async () => {
      const { issued, redeemed } = mint.sums();
      return { issuedMsat: msatFromSat(issued), redeemedMsat: msatFromSat(redeemed) };
    },
  };
}
