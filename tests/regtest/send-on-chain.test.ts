import { readFileSync } from "node:fs";
import {
  authenticatedLndGrpc,
  createChainAddress,
  fundPsbt,
  sendToChainAddress,
  signPsbt,
  broadcastChainTransaction,
} from "lightning";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { OutcomeUnknown } from "../../app/domain/outcome.ts";
import type { ChainDraft, ChainSender } from "../../app/gateways/chain/port.ts";
import { connectLnd } from "../../app/gateways/lightning/lnd.ts";
import { lndFailure } from "../../app/gateways/lightning/lnd-failure.ts";
import { bakeMacaroons } from "../../app/gateways/lightning/setup.ts";
import { openPurse } from "../../scripts/regtest/coins/purse.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { closeLnd } from "../../scripts/regtest/stack/lnd.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { balances } from "../../app/payments/balances.ts";
import { send } from "../../app/payments/outgoing/send.ts";
import { sendDue } from "../../app/payments/outgoing/send-due.ts";
import { askedPayout, openPayoutWorld } from "../payments/outgoing/payout-world.ts";
import { sendContract } from "../support/send-contract.ts";
import { suite } from "../support/suite.ts";
import { comesUp } from "./comes-up.ts";

const stack = sharedStack();

comesUp("regtest/send-on-chain: nodes", stack);
/** Several, so that two drafts at once find coins. */
const COINS = 12;
const COIN_SAT = 2_000_000n;
/** Enough for the 25 sat a virtual byte that LND takes where nothing is known about blocks. */
const SAT = 200_000n;

let made: ReturnType<typeof make> | undefined;
const opened = () => (made ??= make());

async function make() {
  const running = await stack.get();
  const { shop } = running;
  const certificate = readFileSync(shop.certPath).toString("base64");
  const adminMacaroon = readFileSync(shop.adminMacaroonPath).toString("base64");
  const macaroons = await bakeMacaroons({ socket: shop.socket, certificate, adminMacaroon });
  const purse = await openPurse(running.bitcoind.rpc, COINS);
  for (let coin = 0; coin < COINS; coin += 1) {
    const { address } = await createChainAddress({ lnd: shop.lnd, format: "p2wpkh" });
    await purse.pay([{ address, amountSat: COIN_SAT }]);
  }
  await running.mine(1);
  const keys = { certificate, macaroons };
  const node = connectLnd({ socket: shop.socket, readKeys: () => keys, log: { warn: () => undefined } });
  if (node.sender === undefined) throw new Error("the payout macaroon was not used");
  return { running, sender: node.sender, macaroons, close: () => node.close() };
}

async function newPayee(): Promise<string> {
  const { running } = await opened();
  return (await createChainAddress({ lnd: running.buyer.lnd, format: "p2wpkh" })).address;
}

/** As the owner could, with the admin macaroon and the same coins. */
async function spendElsewhere(draft: ChainDraft, to?: { address: string; amountMsat: bigint }): Promise<void> {
  const { running, sender } = await opened();
  const { lnd } = running.shop;
  await sender.release(draft);
  const inputs = draft.inputs.map((input) => {
    const [transaction_id = "", index = ""] = input.split(":");
    return { transaction_id, transaction_vout: Number(index) };
  });
  const address = to?.address ?? (await createChainAddress({ lnd, format: "p2wpkh" })).address;
  const tokens = Number((to?.amountMsat ?? 500_000_000n) / 1_000n);
  const { psbt } = await fundPsbt({ lnd, inputs, outputs: [{ address, tokens }], fee_tokens_per_vbyte: 9 });
  const { transaction } = await signPsbt({ lnd, psbt });
  await broadcastChainTransaction({ lnd, transaction });
}

sendContract("regtest/send-on-chain: contract on LND", async () => {
  const { running, sender } = await opened();
  return { sender, newPayee, spendElsewhere, mine: running.mine, close: async () => undefined };
});

const test = suite("regtest/send-on-chain");

test.after(async () => {
  (await made?.catch(() => undefined))?.close();
  await stack.stop();
});

test("the payout macaroon spends only what is signed first, and makes no address", async () => {
  const { running, macaroons } = await opened();
  const cert = readFileSync(running.shop.certPath).toString("base64");
  const { lnd } = authenticatedLndGrpc({ socket: running.shop.socket, cert, macaroon: macaroons.payout });
  const address = await newPayee();
  await isDenied(sendToChainAddress({ lnd, address, tokens: 10_000 }));
  await isDenied(createChainAddress({ lnd, format: "p2wpkh" }));
  closeLnd(lnd);
});

/** A payout to an address of the buyer's, sent by the shop's real LND. */
async function payout(sender: ChainSender) {
  const w = await openPayoutWorld(300_000n);
  const address = await newPayee();
  const id = await askedPayout(w, SAT, { kind: "chain", text: address });
  const transactions = () =>
    w.db.selectFrom("outgoing_transaction").selectAll().where("outgoing_id", "=", id).execute();
  return { ...w, id, address, transactions, sending: { ...w.sending, sender } };
}

type Payout = Awaited<ReturnType<typeof payout>>;

/** Sweeps and blocks until it is sent; then the books say what the chain says. */
async function arrives(p: Payout): Promise<void> {
  const { running } = await opened();
  for (let blocks = 0; blocks < 3; blocks += 1) {
    p.clock.advance(600_000n);
    await sendDue(p.sending);
    await running.mine(1);
  }
  await until("the payout has arrived", 20_000, () => sendsNow(p));
  const [signed, another] = await p.transactions();
  assert.is(another, undefined);
  assert.is(signed?.state, "confirmed");
  const sums = await balances(p.db);
  assert.is(sums.get("asset:chain"), -(msatFromSat(SAT) + (signed?.fee_msat ?? 0n)));
  assert.is(await receivedAt(p.address), SAT);
  await p.close();
}

/** The hub looks again after half a minute. */
async function sendsNow(p: Payout): Promise<true | undefined> {
  p.clock.advance(60_000n);
  return (await sendDue(p.sending)) === 1 ? true : undefined;
}

async function receivedAt(address: string): Promise<bigint> {
  const { running } = await opened();
  const found = await running.bitcoind.rpc("scantxoutset", ["start", [`addr(${address})`]]);
  const total: unknown = Reflect.get(Object(found), "total_amount");
  return BigInt(Math.round(Number(total) * 100_000_000));
}

for (const method of ["draft", "publish"] as const) {
  test(
    `a payout whose answer to ${method} is lost after LND did it arrives once`,
    async () => {
      const { sender } = await opened();
      let isLost = false;
      const losing = new Proxy(sender, {
        get: (target, name: keyof ChainSender) => async (request: never) => {
          const answer = await target[name](request);
          if (name !== method || isLost) return answer;
          isLost = true;
          throw new OutcomeUnknown("the answer was lost");
        },
      });
      const p = await payout(losing);
      await send(p.sending, p.id);
      assert.is(isLost, true);
      await arrives(p);
    },
    { timeoutMs: 120_000 },
  );
}

test(
  "a payout that was written down and never published is published after LND was killed",
  async () => {
    const { running, sender } = await opened();
    const p = await payout(sender);
    const dying = { ...p.sending, sender: { ...sender, publish: () => Promise.reject(new Error("killed")) } };
    await send(dying, p.id).catch(() => undefined);
    await running.killLnd("shop");
    await running.restartLnd("shop");
    await until("the hub is connected again", 30_000, () => sender.feeRate().catch(() => undefined));
    await arrives(p);
  },
  { timeoutMs: 180_000 },
);

test(
  "a payout whose coins were spent at the node itself is signed anew, and arrives once",
  async () => {
    const { running, sender } = await opened();
    const p = await payout(sender);
    let drafted: ChainDraft | undefined;
    const draft: ChainSender["draft"] = async (request) => {
      const signed = await sender.draft(request);
      if (signed !== "insufficient-balance") drafted = signed;
      return signed;
    };
    await send({ ...p.sending, sender: { ...sender, draft, publish: async () => "refused" } }, p.id);
    if (drafted === undefined) throw new Error("nothing was signed");
    await spendElsewhere(drafted);
    await running.mine(6);
    await until("it is given up", 20_000, async () =>
      (await send(p.sending, p.id)) === "postponed" ? true : undefined,
    );
    p.clock.advance(3_600_000n);
    for (let blocks = 0; blocks < 3; blocks += 1) {
      await sendDue(p.sending);
      await running.mine(1);
    }
    await until("the payout has arrived", 20_000, () => sendsNow(p));
    assert.equal((await p.transactions()).map(({ state }) => state).toSorted(), ["confirmed", "failed"]);
    assert.is(await receivedAt(p.address), SAT);
    await p.close();
  },
  { timeoutMs: 120_000 },
);

async function isDenied(call: Promise<unknown>): Promise<void> {
  const denial = await call.then(() => undefined, lndFailure);
  assert.match(denial?.details ?? "it was allowed", /permission denied/);
}
