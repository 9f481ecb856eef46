import { randomBytes } from "node:crypto";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { killMatrix } from "../support/ecash-kills/matrix.ts";
import type { WatchedMint } from "../support/ecash-kills/market.ts";
import { startMintProcess } from "../support/mint-process.ts";
import type { MintProcess } from "../support/mint-process.ts";

killMatrix(
  "processes/ecash-kills",
  async () => {
    const own = await startMintProcess();
    const other = await startMintProcess({ paysAt: own.url });
    return {
      own: watched(own),
      other: watched(other),
      close: async () => void (await Promise.all([own.stop(), other.stop()])),
    };
  },
  { timeoutMs: 600_000 },
);

function watched({ url, mint, pay, books }: MintProcess): WatchedMint {
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const purse = openSandboxPurse({ mint, kit: coinKit, random, pay });
  return {
    url,
    mint,
    owesSat: async () => BigInt((await books()).outstanding),
    token: (sat) => purse(sat * 1_000n),
  };
}
