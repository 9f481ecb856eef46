import { join } from "node:path";
import { createInvoice } from "lightning";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { httpWire } from "../../app/gateways/mint/http-wire.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { startCdkMintd } from "../../scripts/regtest/mints/cdk-mintd.ts";
import { startNutshell } from "../../scripts/regtest/mints/nutshell.ts";
import type { RunningMint } from "../../scripts/regtest/mints/mint.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import type { LndNode } from "../../scripts/regtest/stack/lnd.ts";
import { mintContract } from "../support/mint-contract.ts";
import type { MintWorld } from "../support/mint-contract.ts";
import { suite } from "../support/suite.ts";
import { comesUp } from "./comes-up.ts";

const stack = sharedStack();

comesUp("regtest/mints: nodes", stack);
mintContract("regtest/mints: cdk-mintd keeps the contract", () => beside(startCdkMintd, "cdk-mintd"));
mintContract("regtest/mints: Nutshell keeps the contract", () => beside(startNutshell, "nutshell"));

/** A mint beside the shop's node; whoever pays it, and is paid by it, has the buyer's. */
async function beside(
  start: (folder: string, node: LndNode) => Promise<RunningMint>,
  name: string,
): Promise<MintWorld> {
  const { folder, shop, buyer } = await stack.get();
  const { url, stop } = await start(join(folder, name), shop);
  const fetch = safeFetcher({ allowed: [new URL(url).host] });
  return {
    mint: openCashuMint(url, httpWire(url, fetch)),
    pay: async (bolt11) => void (await payInvoice(buyer.lnd, bolt11)),
    newInvoice: async (amountMsat) => (await createInvoice({ lnd: buyer.lnd, mtokens: amountMsat.toString() })).request,
    close: stop,
  };
}

suite("regtest/mints: end").after(() => stack.stop());
