import { status, type handleUnaryCall } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { blockHeight } from "../../../app/domain/time.ts";
import type { ChainDraft, ChainSender } from "../../../app/gateways/chain/port.ts";
import { readTransaction } from "../../../app/gateways/lightning/raw-transaction.ts";
import { rejects, suite } from "../../support/suite.ts";
import { connectTo, refuse, serveLnd } from "./lnd-server.ts";
import type { Answers } from "./lnd-server.ts";

const test = suite("gateways/lightning/lnd: sending on chain");

type Handler = handleUnaryCall<Record<string, unknown>, object>;

const macaroon = Buffer.from("a macaroon").toString("base64");
const ADDRESS = "bc1qpayee";

/** Spends one coin of 100,000 sat, pays 40,000 and keeps 59,859. */
const RAW =
  "0100000001" +
  "ab".repeat(32) +
  "0200000000ffffffff02" +
  "409c0000000000000100" +
  "d3e90000000000000100" +
  "00000000";
const { txid: TXID } = readTransaction(RAW);
const INPUT = `${"ab".repeat(32)}:2`;

const lock = { id: Buffer.alloc(32, 7), outpoint: { txid_str: "ab".repeat(32), output_index: 2 }, value: "100000" };
const FundPsbt: Handler = (_call, answer) => answer(null, { funded_psbt: Buffer.from("psbt"), locked_utxos: [lock] });
const FinalizePsbt: Handler = (_call, answer) => answer(null, { raw_final_tx: Buffer.from(RAW, "hex") });

async function withSender(answers: Answers, check: (sender: ChainSender) => Promise<void>): Promise<void> {
  const server = await serveLnd(answers);
  const node = connectTo(server, { macaroons: { receive: macaroon, payout: macaroon } });
  try {
    if (node.sender === undefined) throw new Error("the node has a payout macaroon and does not send on chain");
    await check(node.sender);
  } finally {
    node.close();
    server.close();
  }
}

function draft(sender: ChainSender): Promise<ChainDraft | "insufficient-balance"> {
  return sender.draft({ address: ADDRESS, amountMsat: msatFromSat(40_000n), satPerVbyte: 3n });
}

test("a node without the payout macaroon sends nothing on chain", async () => {
  const server = await serveLnd({});
  const { sender, close } = connectTo(server, { macaroons: { receive: macaroon } });
  close();
  server.close();
  assert.is(sender, undefined);
});

test("a draft asks for exactly the amount at exactly the rate, of confirmed coins, and knows id and fee", async () => {
  let asked: Record<string, unknown> = {};
  const noting: Handler = (call, answer) => {
    asked = call.request;
    FundPsbt(call, answer);
  };
  await withSender({ WalletKit: { FundPsbt: noting, FinalizePsbt } }, async (sender) => {
    const made = await draft(sender);
    if (made === "insufficient-balance") throw new Error("refused");
    assert.equal([made.txid, made.inputs, made.feeMsat, made.raw], [TXID, [INPUT], msatFromSat(141n), RAW]);
  });
  assert.equal(Reflect.get(Object(asked["raw"]), "outputs"), { [ADDRESS]: "40000" });
  assert.equal([asked["sat_per_vbyte"], asked["min_confs"], asked["spend_unconfirmed"]], ["3", 1, false]);
});

test("what LND signed is published only when it pays what was asked for", async () => {
  const other: Handler = (_call, answer) =>
    answer(null, { raw_final_tx: Buffer.from(RAW.replace("409c", "419c"), "hex") });
  await withSender({ WalletKit: { FundPsbt, FinalizePsbt: other } }, async (sender) => {
    assert.instance(await rejects(draft(sender), /another payment/), NotApplied);
  });
});

test("too little in the wallet is an answer; what else goes wrong is told apart", async () => {
  const answers: Handler[] = [
    refuse(status.UNKNOWN, "error funding transaction: insufficient funds available to construct transaction"),
    refuse(status.UNKNOWN, "permission denied"),
    refuse(status.UNKNOWN, "wallet not ready"),
    () => undefined,
  ];
  const failing: Handler = (call, answer) => answers.shift()?.(call, answer);
  await withSender({ WalletKit: { FundPsbt: failing } }, async (sender) => {
    assert.is(await draft(sender), "insufficient-balance");
    assert.instance(await rejects(draft(sender)), Misconfigured);
    assert.instance(await rejects(draft(sender)), NotApplied);
    assert.instance(await rejects(draft(sender)), OutcomeUnknown);
  });
});

test("coins are let go by the lock that took them", async () => {
  const released: unknown[] = [];
  const ReleaseOutput: Handler = ({ request }, answer) => {
    released.push([Reflect.get(request, "id"), Reflect.get(Object(request["outpoint"]), "output_index")]);
    answer(null, {});
  };
  await withSender({ WalletKit: { FundPsbt, FinalizePsbt, ReleaseOutput } }, async (sender) => {
    const made = await draft(sender);
    if (made === "insufficient-balance") throw new Error("refused");
    await sender.release(made);
  });
  assert.equal(released, [[Buffer.alloc(32, 7), 2]]);
});

test("publishing is taken, refused by the network, or left unanswered", async () => {
  const answers: Handler[] = [
    (_call, answer) => answer(null, { publish_error: "" }),
    (_call, answer) => answer(null, { publish_error: "mempool min fee not met" }),
    refuse(status.UNKNOWN, "transaction rejected: output already spent"),
    refuse(status.UNKNOWN, "permission denied"),
    () => undefined,
  ];
  const PublishTransaction: Handler = (call, answer) => answers.shift()?.(call, answer);
  await withSender({ WalletKit: { PublishTransaction } }, async (sender) => {
    assert.is(await sender.publish(RAW), "published");
    assert.is(await sender.publish(RAW), "refused");
    assert.is(await sender.publish(RAW), "refused");
    assert.instance(await rejects(sender.publish(RAW)), Misconfigured);
    assert.instance(await rejects(sender.publish(RAW)), OutcomeUnknown);
  });
});

test("a rate is rounded up to whole sats a virtual byte, and never below what nodes pass on", async () => {
  const rates = [
    { sat_per_kw: "251", min_relay_fee_sat_per_kw: "250" },
    { sat_per_kw: "10", min_relay_fee_sat_per_kw: "500" },
  ];
  const EstimateFee: Handler = (_call, answer) => answer(null, rates.shift() ?? {});
  await withSender({ WalletKit: { EstimateFee } }, async (sender) => {
    assert.is(await sender.feeRate(), 2n);
    assert.is(await sender.feeRate(), 2n);
  });
});

test("a transaction is absent, waiting, mined, or another one has its coins", async () => {
  const own = { tx_hash: TXID, previous_outpoints: [{ outpoint: INPUT }] };
  const mined = { block_hash: "b1".repeat(32), num_confirmations: 4 };
  const paying = (address: string, amount: string) => ({ address, amount, output_index: "0" });
  const rival = {
    ...mined,
    tx_hash: "cc".repeat(32),
    total_fees: "500",
    previous_outpoints: [{ outpoint: "00:1" }, { outpoint: INPUT }],
    output_details: [paying(ADDRESS, "39000"), paying("bc1qother", "7"), paying(ADDRESS, "1000")],
  };
  const lists = [[], [own], [{ ...own, ...mined }], [own, { ...rival, block_hash: "" }], [own, rival]];
  const GetTransactions: Handler = ({ request }, answer) => {
    assert.is(request["start_height"], 700);
    assert.is(request["end_height"], -1);
    answer(null, { transactions: lists.shift() ?? [] });
  };
  await withSender({ Lightning: { GetTransactions } }, async (sender) => {
    const look = () => sender.look({ txid: TXID, inputs: [INPUT], address: ADDRESS, fromHeight: blockHeight(700) });
    assert.equal(await look(), { state: "absent" });
    assert.equal(await look(), { state: "waiting" });
    assert.equal(await look(), { state: "mined", confirmations: 4 });
    assert.equal(await look(), { state: "waiting" });
    const paidMsat = msatFromSat(40_000n);
    assert.equal(await look(), {
      state: "replaced",
      txid: "cc".repeat(32),
      confirmations: 4,
      paidMsat,
      feeMsat: msatFromSat(500n),
    });
  });
});
