import { lightningContract } from "../../support/lightning-contract.ts";
import { msat } from "../../../app/domain/money.ts";
import { SECOND_MS } from "../../../app/domain/time.ts";
import { openTestSandbox } from "./open-sandbox.ts";

lightningContract("gateways/lightning/sandbox: contract", async () => {
  const { node, clock, close } = openTestSandbox();
  return {
    node,
    payShop: async (bolt11, amountMsat) => (await node.payAsBuyer(bolt11, amountMsat)).state,
    invoiceOfOther: (request) => node.invoiceOfBuyer(request),
    tooMuchMsat: msat(1_000_000_000_000n),
    passSeconds: async (seconds) => clock.advance(BigInt(seconds) * SECOND_MS),
    mine: async (countBlocks) => node.mine(countBlocks),
    breakStreams: async () => node.dropStreams(),
    close: async () => close(),
  };
});
