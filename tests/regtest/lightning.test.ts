import { readFileSync } from "node:fs";
import {
  authenticatedLndGrpc,
  createInvoice,
  getInvoice,
  payViaPaymentRequest,
  sendToChainOutputScripts,
  settleHodlInvoice,
} from "lightning";
import * as assert from "uvu/assert";
import { msat, type Msat } from "../../app/domain/money.ts";
import { connectLnd } from "../../app/gateways/lightning/lnd.ts";
import { lndFailure } from "../../app/gateways/lightning/lnd-failure.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { bakeMacaroons } from "../../app/gateways/lightning/setup.ts";
import { overpayInvoice, payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { sharedStack, type StackNode } from "../../scripts/regtest/stack.ts";
import { openTcpProxy } from "../gateways/lightning/tcp-proxy.ts";
import { hex32, lightningContract, type LightningWorld } from "../support/lightning-contract.ts";
import { suite } from "../support/suite.ts";
import { comesUp } from "./comes-up.ts";

const stack = sharedStack();

comesUp("regtest/lightning: nodes", stack);

const bake = onlyOnce(async () => {
  const { shop } = await stack.get();
  return bakeMacaroons({
    socket: shop.socket,
    certificate: base64(shop.certPath),
    adminMacaroon: base64(shop.adminMacaroonPath),
  });
});

lightningContract("regtest/lightning: contract on LND with narrow macaroons", async () => {
  const { shop, buyer, mine } = await stack.get();
  const proxy = await openTcpProxy(shop.socket);
  const keys = { certificate: base64(shop.certPath), macaroons: await bake() };
  const node = connectLnd({ socket: proxy.socket, readKeys: () => keys, log: { warn: () => undefined } });
  return {
    node,
    payShop: (bolt11, amountMsat) => payShop(shop, buyer, bolt11, amountMsat),
    invoiceOfOther: async ({ amountMsat, expirySeconds }) => {
      const expires_at = new Date(Date.now() + expirySeconds * 1_000).toISOString();
      const { request, id } = await createInvoice({
        lnd: buyer.lnd,
        mtokens: (amountMsat ?? 0n).toString(),
        expires_at,
      });
      return { bolt11: request, paymentHash: id };
    },
    tooMuchMsat: msat(9_000_000_000n),
    // The nodes live by the real clock.
    passSeconds: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000)),
    mine,
    breakStreams: async () => proxy.cut(),
    close: async () => {
      node.close();
      await proxy.close();
    },
  };
});

const test = suite("regtest/lightning: macaroons");
test.after(stack.stop);

test("the macaroon that receives is denied paying, settling and spending on chain", async () => {
  const { shop, buyer } = await stack.get();
  const { receive } = await bake();
  const { lnd } = authenticatedLndGrpc({ socket: shop.socket, cert: base64(shop.certPath), macaroon: receive });
  const { request } = await createInvoice({ lnd: buyer.lnd, mtokens: "1000" });
  await isDenied(payViaPaymentRequest({ lnd, request, max_fee: 0 }));
  await isDenied(settleHodlInvoice({ lnd, secret: hex32() }));
  await isDenied(
    sendToChainOutputScripts({ lnd, send_to: [{ script: `6a20${hex32()}`, tokens: 0 }], fee_tokens_per_vbyte: 1 }),
  );
  for (const client of Object.values<{ close: () => void }>(lnd)) client.close();
});

async function isDenied(call: Promise<unknown>): Promise<void> {
  const denial = await call.then(() => undefined, lndFailure);
  assert.match(denial?.details ?? "it was allowed", /permission denied/);
}

/** Lets the buyer's node pay, and looks at the shop's own side of it when the money is only held. */
async function payShop(
  shop: StackNode,
  buyer: StackNode,
  bolt11: string,
  amountMsat?: Msat,
): ReturnType<LightningWorld["payShop"]> {
  const pay =
    amountMsat === undefined ? payInvoice(buyer.lnd, bolt11) : overpayInvoice(buyer.lnd, bolt11, amountMsat.toString());
  let isOver = false;
  const paid = pay
    .then(
      () => "settled" as const,
      () => "refused" as const,
    )
    .finally(() => (isOver = true));
  const id = readBolt11(bolt11)?.paymentHash ?? "";
  const held = async (): Promise<"held"> => {
    for (;;) {
      if (!isOver && (await getInvoice({ lnd: shop.lnd, id })).is_held === true) return "held";
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (isOver) return new Promise(() => undefined);
    }
  };
  return Promise.race([paid, held()]);
}

function base64(path: string): string {
  return readFileSync(path).toString("base64");
}

function onlyOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
