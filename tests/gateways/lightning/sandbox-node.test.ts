import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { issueBolt11 } from "../../../app/gateways/lightning/sandbox-bolt11.ts";
import type { FaultyMethod } from "../../../app/gateways/lightning/sandbox-faults.ts";
import { openSandboxNode, type SandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { hashOf, hex32 } from "../../support/lightning-contract.ts";
import { rejects, suite } from "../../support/suite.ts";
import { testClock } from "../../support/world.ts";
import { openTestSandbox, type TestSandbox } from "./open-sandbox.ts";

const test = suite("gateways/lightning/sandbox");

const AMOUNT = msat(50_000n);
const CAP = msat(5_000n);

function request(preimage = hex32()) {
  return { preimage, amountMsat: AMOUNT, descriptionHash: hex32(), expirySeconds: 600 };
}

async function withSandbox(work: (sandbox: TestSandbox) => Promise<void>): Promise<void> {
  const sandbox = openTestSandbox();
  await work(sandbox).finally(sandbox.close);
}

test("its invoices are real BOLT 11 for regtest, signed by the node, for this order, amount and time", () =>
  withSandbox(async ({ node, clock }) => {
    const terms = request();
    const { bolt11 } = await node.createInvoice(terms);
    const read = readBolt11(bolt11);
    assert.is(read?.paymentHash, hashOf(terms.preimage));
    assert.is(read?.payeePublicKey, (await node.info()).publicKey);
    assert.is(read?.network, "regtest");
    assert.is(read?.amountMsat, AMOUNT);
    assert.is(read?.expiresAtMs, clock() + 600_000n);
    assert.match(read?.paymentSecret ?? "", /^[0-9a-f]{64}$/);
  }));

test("what it answered survives a kill of the process", async () => {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-sandbox-"));
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve("./sandbox-child.ts")), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const { open, paid, held, publicKey } = JSON.parse(String(line));
  const node = openSandboxNode({ folder, clock: testClock(), random: randomBytes });
  assert.is((await node.info()).publicKey, publicKey);
  assert.equal(
    [
      (await node.findInvoice(open))?.state,
      (await node.findInvoice(paid))?.state,
      (await node.findInvoice(held))?.state,
    ],
    ["open", "settled", "held"],
  );
  assert.is((await node.findInvoice(paid))?.settleIndex, 1n);
  node.close();
  rmSync(folder, { recursive: true });
});

test("it refuses to stand in for a node with real money", () => {
  for (const mode of ["mainnet", "signet", "regtest"]) {
    assert.throws(
      () => openSandboxNode({ folder: tmpdir(), clock: testClock(), random: randomBytes, mode }),
      (error: unknown) => error instanceof Misconfigured,
    );
  }
});

test("it does not pay an invoice of another network", () =>
  withSandbox(async ({ node }) => {
    // The first example of BOLT 11.
    const bolt11 =
      "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh";
    assert.is(readBolt11(bolt11)?.network, "bitcoin");
    const payment = await node.pay({ bolt11, maxFeeMsat: msat(1_000_000_000n), timeoutMs: 1 });
    assert.is(payment.state === "failed" && payment.reason, "invalid-invoice");
  }));

const methods: Record<FaultyMethod, (node: SandboxNode) => Promise<unknown>> = {
  info: (node) => node.info(),
  createInvoice: (node) => node.createInvoice(request()),
  findInvoice: (node) => node.findInvoice(hex32()),
  createHold: (node) => node.createHold({ ...request(), paymentHash: hex32() }),
  settleHold: (node) => node.settleHold(hex32()),
  cancelInvoice: (node) => node.cancelInvoice(hex32()),
  pay: (node) => node.pay({ bolt11: "", maxFeeMsat: CAP, timeoutMs: 1 }),
  findPayment: (node) => node.findPayment(hex32()),
  receivable: (node) => node.receivable(),
  funds: (node) => node.funds(),
  listSettled: (node) => node.listSettled({ fromMs: unixMs(0n), limit: 10 }),
  listPayments: (node) => node.listPayments({ fromMs: unixMs(0n), limit: 10 }),
};

test("every call can be told to fail once in both ways, and then works again", () =>
  withSandbox(async ({ node }) => {
    for (const [method, call] of Object.entries(methods)) {
      node.faults.next(method as FaultyMethod, "not-applied");
      node.faults.next(method as FaultyMethod, "applied-but-unanswered");
      assert.instance(await rejects(call(node)), NotApplied);
      assert.instance(await rejects(call(node)), OutcomeUnknown);
      await call(node);
    }
  }));

test("a call told to fail before acting changed nothing, and one told to keep its answer did all", () =>
  withSandbox(async ({ node }) => {
    const [lost, unanswered] = [request(), request()];
    node.faults.next("createInvoice", "not-applied");
    node.faults.next("createInvoice", "applied-but-unanswered");
    await rejects(node.createInvoice(lost));
    await rejects(node.createInvoice(unanswered));
    assert.is(await node.findInvoice(hashOf(lost.preimage)), undefined);
    assert.is((await node.findInvoice(hashOf(unanswered.preimage)))?.state, "open");
  }));

test("a settlement can be reported twice, and a stream can be dropped", () =>
  withSandbox(async ({ node }) => {
    const seen: string[] = [];
    const { bolt11, paymentHash } = await node.createInvoice(request());
    const watching = node.watchSettlements(
      0n,
      async (settlement) => {
        seen.push(settlement.paymentHash);
        if (seen.length === 1) node.duplicateSettlement(paymentHash);
        else node.dropStreams();
      },
      new AbortController().signal,
    );
    await node.payAsBuyer(bolt11);
    assert.instance(await rejects(watching), NotApplied);
    assert.equal(seen, [paymentHash, paymentHash]);
  }));

test("closing the node while a settlement is dealt with breaks the stream", async () => {
  const sandbox = openTestSandbox();
  const { node } = sandbox;
  const { bolt11 } = await node.createInvoice(request());
  const watching = node.watchSettlements(0n, async () => sandbox.close(), new AbortController().signal);
  await node.payAsBuyer(bolt11);
  assert.instance(await rejects(watching), NotApplied);
});

test("a cap below the fee finds no route, and the same invoice is paid with a higher one", () =>
  withSandbox(async ({ node }) => {
    const { bolt11, paymentHash } = await node.invoiceOfBuyer({ amountMsat: AMOUNT, expirySeconds: 60 });
    const payment = await node.pay({ bolt11, maxFeeMsat: msat(1_049n), timeoutMs: 1 });
    assert.equal(payment, { state: "failed", paymentHash, reason: "no-route" });
    assert.equal(await node.findPayment(paymentHash), payment);
    const again = await node.pay({ bolt11, maxFeeMsat: msat(1_050n), timeoutMs: 1 });
    assert.is(again.state === "confirmed" && again.feeMsat, 1_050n);
  }));

test("what it may spend is what it received, and no more", () =>
  withSandbox(async ({ node }) => {
    const all = msat(5_000_000_000n);
    const { bolt11 } = await node.invoiceOfBuyer({ amountMsat: all, expirySeconds: 60 });
    const pay = () => node.pay({ bolt11, maxFeeMsat: all, timeoutMs: 1 });
    const before = await pay();
    assert.is(before.state === "failed" && before.reason, "insufficient-balance");
    const { bolt11: income } = await node.createInvoice({ ...request(), amountMsat: msat(5_001_000n) });
    await node.payAsBuyer(income);
    assert.is((await pay()).state, "confirmed");
    const next = await node.invoiceOfBuyer({ amountMsat: msat(1n), expirySeconds: 60 });
    const after = await node.pay({ bolt11: next.bolt11, maxFeeMsat: all, timeoutMs: 1 });
    assert.is(after.state === "failed" && after.reason, "insufficient-balance");
  }));

test("paying an invoice of its own settles it", () =>
  withSandbox(async ({ node }) => {
    const { bolt11, paymentHash } = await node.createInvoice(request());
    assert.is((await node.pay({ bolt11, maxFeeMsat: CAP, timeoutMs: 1 })).state, "confirmed");
    assert.is((await node.findInvoice(paymentHash))?.state, "settled");
  }));

for (const [end, state] of [
  ["settles", "confirmed"],
  ["is cancelled", "failed"],
] as const) {
  test(`a payment to a hold of its own is pending until the hold ${end}`, () =>
    withSandbox(async ({ node }) => {
      const preimage = hex32();
      const { bolt11, paymentHash } = await node.createHold({ ...request(), paymentHash: hashOf(preimage) });
      assert.is((await node.pay({ bolt11, maxFeeMsat: CAP, timeoutMs: 1 })).state, "pending");
      await (end === "settles" ? node.settleHold(preimage) : node.cancelInvoice(paymentHash));
      assert.is((await node.findPayment(paymentHash))?.state, state);
    }));
}

test("a buyer is told why a payment is refused", () =>
  withSandbox(async ({ node }) => {
    const { bolt11, paymentHash } = await node.createInvoice(request());
    // Same hash, another key and secret: what somebody on the way could make up.
    const forged = issueBolt11(randomBytes(32), {
      paymentHash,
      amountMsat: 1n,
      descriptionHash: hex32(),
      paymentSecret: hex32(),
      cltvDelta: 80,
      createdAtMs: unixMs(1_790_000_000_000n),
      expirySeconds: 60,
    });
    const reason = async (text: string, amountMsat?: bigint) => {
      const payment = await node.payAsBuyer(text, amountMsat === undefined ? undefined : msat(amountMsat));
      return payment.state === "refused" ? payment.reason : payment.state;
    };
    assert.is(await reason("garbage"), "invalid-invoice");
    assert.is(await reason(forged), "unknown-invoice");
    assert.is(await reason(bolt11, 49_999n), "underpaid");
    assert.is(await reason(bolt11.toUpperCase(), 1_000_000n), "settled");
    assert.is(await reason(bolt11), "already-paid");
  }));
