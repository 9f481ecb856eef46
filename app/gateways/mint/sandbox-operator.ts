import { msatFromSat } from "../../domain/money.ts";
import type { MintOperator } from "./port.ts";
import type { SandboxMint } from "./sandbox-mint.ts";

/** The sandbox mint's operator. */
export function sandboxOperator(mint: Pick<SandboxMint, "sums" | "rotate">): MintOperator {
  return {
    sums: async () => {
      const { issued, redeemed } = mint.sums();
      return { issuedMsat: msatFromSat(issued), redeemedMsat: msatFromSat(redeemed) };
    },
    turnKeys: async ({ inputFeePpk }) => ({ keysetId: mint.rotate({ feePpk: inputFeePpk }).id }),
  };
}
