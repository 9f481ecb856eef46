import { status, type ServerUnaryCall } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";
import { hex32 } from "../../support/lightning-contract.ts";
import { rejects, suite } from "../../support/suite.ts";
import { connectTo, refuse, serveLnd, type Answers } from "./lnd-server.ts";
import { selfSigned } from "./self-signed.ts";
import { openTcpProxy } from "./tcp-proxy.ts";

const test = suite("gateways/lightning/lnd: failures");

type Node = ReturnType<typeof connectTo>;

async function withNode(answers: Answers, work: (node: Node) => Promise<void>): Promise<void> {
  const server = await serveLnd(answers);
  const node = connectTo(server);
  try {
    await work(node);
  } finally {
    node.close();
    server.close();
  }
}

/** On a busy machine the connection alone may take longer than one call's deadline. */
function unlessTooSlow(error: unknown): undefined {
  if (!(error instanceof NotApplied)) throw error;
}

const silence = () => undefined;
const request = () => ({ preimage: hex32(), amountMsat: msat(1_000n), descriptionHash: hex32(), expirySeconds: 60 });

test("a change without an answer ends by its deadline with an unknown outcome", () =>
  withNode(
    {
      Lightning: { AddInvoice: silence },
      Invoices: { SettleInvoice: silence, CancelInvoice: silence, AddHoldInvoice: silence },
    },
    async (node) => {
      // A call that is not on its way yet at its deadline was not applied, so the connection comes first.
      await until("the node answers", 20_000, () => node.info().catch(unlessTooSlow));
      const { preimage, ...hold } = request();
      const calls = [
        node.createInvoice(request()),
        node.createHold({ ...hold, paymentHash: hex32() }),
        node.settleHold(preimage),
        node.cancelInvoice(hex32()),
      ];
      for (const error of await Promise.all(calls.map((call) => rejects(call)))) assert.instance(error, OutcomeUnknown);
    },
  ));

test("a question without an answer ends by its deadline and may be asked again", () =>
  withNode({ Lightning: { LookupInvoice: silence }, Router: { TrackPaymentV2: silence } }, async (node) => {
    assert.instance(await rejects(node.findInvoice(hex32())), NotApplied);
    assert.instance(await rejects(node.findPayment(hex32())), NotApplied);
  }));

test("a node that is not there has applied nothing", async () => {
  const { certificate } = selfSigned();
  const node = connectTo(
    { socket: "localhost:1", certificate: Buffer.from(certificate).toString("base64") },
    { deadlineMs: 5_000 },
  );
  assert.instance(await rejects(node.createInvoice(request())), NotApplied);
  assert.instance(await rejects(node.settleHold(hex32())), NotApplied);
  assert.instance(
    await rejects(node.watchSettlements(1n, async () => undefined, new AbortController().signal)),
    NotApplied,
  );
  node.close();
});

test("a connection lost after the request was sent leaves the outcome unknown", async () => {
  const server = await serveLnd({ Lightning: { AddInvoice: () => proxy.cut() } });
  const proxy = await openTcpProxy(server.socket);
  const node = connectTo({ socket: proxy.socket, certificate: server.certificate }, { deadlineMs: 10_000 });
  assert.instance(await rejects(node.createInvoice(request())), OutcomeUnknown);
  node.close();
  await proxy.close();
  server.close();
});

test("a macaroon that does not allow the call is a wrong setup, whatever status LND gives it", () =>
  withNode(
    {
      Lightning: {
        AddInvoice: refuse(status.UNKNOWN, "permission denied"),
        LookupInvoice: refuse(status.PERMISSION_DENIED, "permission denied"),
      },
      Invoices: { SettleInvoice: refuse(status.UNKNOWN, "permission denied") },
      Router: {
        SendPaymentV2: refuseStream("permission denied"),
        TrackPaymentV2: refuseStream("verification failed: signature mismatch after caveat verification"),
      },
    },
    async (node) => {
      const calls = [
        node.createInvoice(request()),
        node.findInvoice(hex32()),
        node.settleHold(hex32()),
        node.findPayment(hex32()),
      ];
      for (const error of await Promise.all(calls.map((call) => rejects(call)))) assert.instance(error, Misconfigured);
    },
  ));

test("a role without a macaroon is a wrong setup", async () => {
  const server = await serveLnd({});
  const node = connectTo(server, { macaroons: { receive: "AAAA" } });
  assert.instance(await rejects(node.settleHold(hex32())), Misconfigured);
  assert.instance(await rejects(node.findPayment(hex32())), Misconfigured);
  node.close();
  server.close();
});

test("a certificate of another node is a wrong setup", async () => {
  const server = await serveLnd({});
  const node = connectTo(
    { ...server, certificate: Buffer.from(selfSigned().certificate).toString("base64") },
    { deadlineMs: 5_000 },
  );
  assert.instance(await rejects(node.createInvoice(request())), Misconfigured);
  node.close();
  server.close();
});

test("a refusal of LND itself has applied nothing, and its own interruption may have", () =>
  withNode(
    { Lightning: { AddInvoice: refuse(status.UNKNOWN, "wallet locked, unlock it to enable full RPC access") } },
    async (node) => {
      assert.instance(await rejects(node.createInvoice(request()), /wallet locked/), NotApplied);
    },
  ));

test("work that LND broke off has an unknown outcome", () =>
  withNode({ Lightning: { AddInvoice: refuse(status.UNKNOWN, "context canceled") } }, async (node) => {
    assert.instance(await rejects(node.createInvoice(request())), OutcomeUnknown);
  }));

for (const [state, answer] of [
  ["SETTLED", "settled"],
  ["CANCELED", "not-held"],
  ["OPEN", "not-held"],
] as const) {
  test(`a settle that LND refuses is ${answer} when the invoice is ${state}`, () =>
    withNode(
      {
        Lightning: { LookupInvoice: answerInvoice(state) },
        Invoices: { SettleInvoice: refuse(status.UNKNOWN, "invoice already canceled") },
      },
      async (node) => assert.is(await node.settleHold(hex32()), answer),
    ));
}

test("a settle that LND refuses while it still holds the payment is no answer", () =>
  withNode(
    {
      Lightning: { LookupInvoice: answerInvoice("ACCEPTED") },
      Invoices: { SettleInvoice: refuse(status.UNKNOWN, "database is busy") },
    },
    async (node) => assert.instance(await rejects(node.settleHold(hex32()), /database is busy/), NotApplied),
  ));

test("every call carries its role's macaroon and no other", async () => {
  const seen: unknown[] = [];
  const remember = (
    call: ServerUnaryCall<unknown, unknown>,
    answer: (error: { code: status; details: string }) => void,
  ) => {
    seen.push(call.metadata.get("macaroon"));
    answer({ code: status.UNKNOWN, details: "no" });
  };
  const server = await serveLnd({ Lightning: { AddInvoice: remember }, Invoices: { SettleInvoice: remember } });
  const node = connectTo(server, { macaroons: { receive: "AQ==", escrow: "Ag==" } });
  await rejects(node.createInvoice(request()));
  await rejects(node.settleHold(hex32()));
  assert.equal(seen, [["01"], ["02"]]);
  node.close();
  server.close();
});

function refuseStream(details: string) {
  return (call: { emit(event: "error", error: { code: status; details: string }): void }) =>
    call.emit("error", { code: status.UNKNOWN, details });
}

function answerInvoice(state: string) {
  return (call: { request: { r_hash: Buffer } }, answer: (error: null, invoice: object) => void) => {
    answer(null, { r_hash: call.request.r_hash, state, amt_paid_msat: "1", settle_date: "1", settle_index: "1" });
  };
}
