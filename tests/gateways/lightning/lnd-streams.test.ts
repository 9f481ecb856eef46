import { status, type ServerWritableStream } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { NotApplied } from "../../../app/domain/outcome.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";
import { hex32 } from "../../support/lightning-contract.ts";
import { rejects, suite } from "../../support/suite.ts";
import { connectTo, serveLnd } from "./lnd-server.ts";
import { openTcpProxy } from "./tcp-proxy.ts";

const test = suite("gateways/lightning/lnd: streams");

type Call = ServerWritableStream<{ settle_index: string }, unknown>;

const settled = (index: bigint) => ({
  r_hash: Buffer.alloc(32, Number(index % 251n)),
  state: "SETTLED",
  settle_index: index.toString(),
  amt_paid_msat: "1000",
  settle_date: "1790000000",
});
const opened = { r_hash: Buffer.alloc(32), state: "OPEN", settle_index: "0", amt_paid_msat: "0", settle_date: "0" };

const KILLS = 1_000;

/** Ways to break the stream around the settlement that happens during it. */
const breaks: ((call: Call, index: bigint) => void)[] = [
  (call) => call.emit("error", { code: status.UNAVAILABLE, details: "killed before the settlement" }),
  (call, index) =>
    call.write(settled(index), () => call.emit("error", { code: status.INTERNAL, details: "killed after it" })),
  (call, index) => {
    call.write(settled(index));
    // A new invoice has no settle index: taken for a cursor, it would hide all that came before it.
    call.write(opened, () => call.end());
  },
];

test(`a stream killed ${KILLS} times around settlements loses none of them`, async () => {
  let [last, kills] = [1n, 0];
  const server = await serveLnd({
    Lightning: {
      SubscribeInvoices: (call: Call) => {
        for (let index = BigInt(call.request.settle_index) + 1n; index <= last; index += 1n) call.write(settled(index));
        if (kills === KILLS) return;
        kills += 1;
        last += 1n;
        breaks[kills % breaks.length]?.(call, last);
      },
    },
  });
  const node = connectTo(server);
  const seen: bigint[] = [1n];
  const done = new AbortController();
  while (!done.signal.aborted) {
    const watching = node.watchSettlements(
      seen.at(-1) ?? 0n,
      async ({ settleIndex }) => {
        seen.push(settleIndex);
        if (seen.length > KILLS) done.abort();
      },
      done.signal,
    );
    await watching.catch((error: unknown) => assert.instance(error, NotApplied));
  }
  assert.equal(
    seen,
    Array.from({ length: KILLS + 1 }, (_, at) => BigInt(at) + 1n),
  );
  node.close();
  server.close();
});

test("a stream ends without error when its caller aborts it", async () => {
  const server = await serveLnd({
    Lightning: { SubscribeInvoices: (call: Call) => call.write(opened) },
    Invoices: { SubscribeSingleInvoice: () => undefined },
  });
  const node = connectTo(server);
  const stop = new AbortController();
  const watching = [
    node.watchSettlements(1n, async () => undefined, stop.signal),
    node.watchHold(hex32(), async () => undefined, stop.signal),
  ];
  setTimeout(() => stop.abort(), 20);
  assert.equal(await Promise.all(watching), [undefined, undefined]);
  await node.watchSettlements(1n, async () => undefined, stop.signal);
  node.close();
  server.close();
});

test("a stream that LND ends is a broken one, unless the invoice came to its end", async () => {
  const ends =
    (...messages: object[]) =>
    (call: Call) => {
      for (const message of messages) call.write(message);
      call.end();
    };
  const invoice = { ...opened, payment_request: "lnbcrt1", htlcs: [] };
  let answer = ends(invoice);
  const server = await serveLnd({
    Lightning: { SubscribeInvoices: ends() },
    Invoices: { SubscribeSingleInvoice: (call: Call) => answer(call) },
  });
  const node = connectTo(server);
  const { signal } = new AbortController();
  assert.instance(await rejects(node.watchSettlements(1n, async () => undefined, signal)), NotApplied);
  assert.instance(await rejects(node.watchHold(hex32(), async () => undefined, signal)), NotApplied);
  answer = ends(invoice, { ...invoice, state: "CANCELED" });
  const states: string[] = [];
  await node.watchHold(hex32(), async ({ state }) => void states.push(state), signal);
  assert.equal(states, ["open", "cancelled"]);
  node.close();
  server.close();
});

test("a connection that went dead without a word breaks its streams, and a new one takes its place", async () => {
  const server = await serveLnd({ Lightning: { SubscribeInvoices: (call: Call) => call.write(settled(2n)) } });
  const proxy = await openTcpProxy(server.socket);
  const warnings: string[] = [];
  const waiting: Promise<unknown>[] = [];
  const warn = (_: object, message: string) => {
    warnings.push(message);
    // A call that still waits on the dead connection must not keep it in use.
    waiting.push(node.findInvoice(hex32()).catch((error: unknown) => error));
  };
  const node = connectTo(
    { socket: proxy.socket, certificate: server.certificate },
    { deadlineMs: 200, heartbeatMs: 20, log: { warn } },
  );
  const { signal } = new AbortController();
  const error = await rejects(node.watchSettlements(1n, async () => proxy.goSilent(), signal));
  assert.instance(error, NotApplied);
  assert.equal(warnings, ["LND does not answer; connecting anew"]);
  // On a busy machine a new connection may take longer than a call may.
  const { alias } = await until("the new connection answers", 10_000, () => node.info());
  assert.is(alias, "stand-in");
  assert.instance(await waiting[0], NotApplied);
  node.close();
  await proxy.close();
  server.close();
});

test("closing the node breaks its streams", async () => {
  const server = await serveLnd({ Lightning: { SubscribeInvoices: (call: Call) => call.write(settled(2n)) } });
  const node = connectTo(server);
  const error = await rejects(node.watchSettlements(1n, async () => node.close(), new AbortController().signal));
  assert.instance(error, NotApplied);
  server.close();
});

test("a version that the hub was not tried on is reported and warned of once", async () => {
  const warnings: unknown[] = [];
  const info = {
    alias: "old",
    identity_pubkey: "02",
    version: "0.19.3-beta",
    chains: [{ chain: "bitcoin", network: "mainnet" }],
    best_header_timestamp: "1",
    block_hash: "00",
    color: "#0",
  };
  const server = await serveLnd({
    Lightning: { GetInfo: (_: unknown, answer: (error: null, info: object) => void) => answer(null, info) },
  });
  const node = connectTo(server, { log: { warn: (fields) => warnings.push(fields) } });
  assert.is((await node.info()).isVersionSupported, false);
  assert.is((await node.info()).network, "mainnet");
  assert.equal(warnings, [{ version: "0.19.3-beta" }]);
  node.close();
  server.close();
});
