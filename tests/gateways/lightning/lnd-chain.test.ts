import { status, type ServerWritableStream, type handleUnaryCall } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { blockHeight } from "../../../app/domain/time.ts";
import type { ChainWallet } from "../../../app/gateways/chain/port.ts";
import { rejects, suite } from "../../support/suite.ts";
import { connectTo, refuse, serveLnd } from "./lnd-server.ts";
import type { Answers } from "./lnd-server.ts";

const test = suite("gateways/lightning/lnd: chain");

type Answer = (error: null, message: object) => void;
type Call = ServerWritableStream<object, unknown>;

const macaroon = Buffer.from("a macaroon").toString("base64");

async function withWallet(answers: Answers, check: (wallet: ChainWallet) => Promise<void>): Promise<void> {
  const server = await serveLnd(answers);
  const node = connectTo(server, { macaroons: { receive: macaroon, chain: macaroon } });
  try {
    if (node.chain === undefined) throw new Error("the node has a macaroon for the chain and no wallet");
    await check(node.chain);
  } finally {
    node.close();
    server.close();
  }
}

test("a node without the macaroon for the chain has no wallet", async () => {
  const server = await serveLnd({});
  const node = connectTo(server);
  assert.is(node.chain, undefined);
  node.close();
  server.close();
});

test("the tip is told once the wallet has looked through all blocks", async () => {
  let isSynced = false;
  const GetInfo = (_call: unknown, answer: Answer) =>
    answer(null, { block_height: 812, block_hash: "ab".repeat(32), synced_to_chain: isSynced });
  await withWallet({ Lightning: { GetInfo } }, async (wallet) => {
    assert.instance(await rejects(wallet.tip(), /catching up/), NotApplied);
    isSynced = true;
    assert.equal(await wallet.tip(), { height: 812, hash: "ab".repeat(32) });
  });
});

test("what is listed is the wallet's own outputs, in their block or in none", async () => {
  const output = (address: string, amount: string, is_our_address = true) => ({
    address,
    output_index: "1",
    amount,
    is_our_address,
  });
  const GetTransactions = ({ request }: { request: object }, answer: Answer) => {
    assert.is(Reflect.get(request, "start_height"), 700);
    assert.is(Reflect.get(request, "end_height"), -1);
    answer(null, {
      transactions: [
        {
          tx_hash: "aa".repeat(32),
          block_hash: "b1".repeat(32),
          block_height: 800,
          output_details: [output("bc1qours", "2000")],
        },
        { tx_hash: "bb".repeat(32), output_details: [output("bc1qours", "0"), output("bc1qtheirs", "5", false)] },
      ],
    });
  };
  await withWallet({ Lightning: { GetTransactions } }, async (wallet) =>
    assert.equal(await wallet.transactions(blockHeight(700)), [
      {
        txid: "aa".repeat(32),
        block: { height: 800, hash: "b1".repeat(32) },
        outputs: [{ vout: 1, address: "bc1qours", amountMsat: 2_000_000n }],
      },
      { txid: "bb".repeat(32), block: undefined, outputs: [] },
    ]),
  );
});

test("an address is of the kind that every wallet pays to; an answer that is lost is not known, a refusal is", async () => {
  const answers: handleUnaryCall<object, object>[] = [
    ({ request }, answer) => {
      assert.is(Reflect.get(request, "type"), "WITNESS_PUBKEY_HASH");
      answer(null, { address: "bc1qnew" });
    },
    () => undefined,
    refuse(status.UNKNOWN, "permission denied"),
    refuse(status.UNKNOWN, "wallet not ready"),
  ];
  const NewAddress: handleUnaryCall<object, object> = (call, answer) => answers.shift()?.(call, answer);
  await withWallet({ Lightning: { NewAddress } }, async (wallet) => {
    assert.is(await wallet.newAddress(), "bc1qnew");
    assert.instance(await rejects(wallet.newAddress()), OutcomeUnknown);
    assert.instance(await rejects(wallet.newAddress()), Misconfigured);
    assert.instance(await rejects(wallet.newAddress()), NotApplied);
  });
});

test("it rings for blocks and for transactions, until it is told to stop", async () => {
  const lines: Call[] = [];
  const keep = (call: Call) => void lines.push(call);
  const stop = new AbortController();
  await withWallet(
    { Lightning: { SubscribeTransactions: keep }, ChainNotifier: { RegisterBlockEpochNtfn: keep } },
    async (wallet) => {
      let rung = Promise.withResolvers<void>();
      const watching = wallet.watch(() => rung.resolve(), stop.signal);
      while (lines.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      for (const line of lines) {
        rung = Promise.withResolvers<void>();
        line.write({});
        await rung.promise;
      }
      stop.abort();
      await watching;
    },
  );
});

for (const end of ["end", "destroy"] as const)
  test(`when one of both streams breaks (${end}), the watching ends and the other is given up`, async () => {
    const given = Promise.withResolvers<void>();
    await withWallet(
      {
        Lightning: { SubscribeTransactions: (call: Call) => void call.on("cancelled", () => given.resolve()) },
        ChainNotifier: {
          RegisterBlockEpochNtfn: (call: Call) =>
            end === "end" ? call.end() : call.emit("error", { code: status.UNAVAILABLE, details: "cut" }),
        },
      },
      async (wallet) => {
        assert.instance(await rejects(wallet.watch(() => undefined, new AbortController().signal)), NotApplied);
        await given.promise;
      },
    );
  });
