import { status, type ServerWritableStream } from "@grpc/grpc-js";
import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { unixMs } from "../../../app/domain/time.ts";
import type { PayRequest } from "../../../app/gateways/lightning/port.ts";
import { issueBolt11 } from "../../../app/gateways/lightning/sandbox-bolt11.ts";
import { hashOf, hex32 } from "../../support/lightning-contract.ts";
import { rejects, suite } from "../../support/suite.ts";
import { connectTo, serveLnd } from "./lnd-server.ts";

const test = suite("gateways/lightning/lnd: pay");

type Call = ServerWritableStream<Record<string, unknown>, unknown>;

const preimage = hex32();
const paymentHash = hashOf(preimage);

const bolt11 = issueBolt11(randomBytes(32), {
  paymentHash,
  amountMsat: 1_000n,
  descriptionHash: hex32(),
  paymentSecret: hex32(),
  cltvDelta: 80,
  createdAtMs: unixMs(1_790_000_000_000n),
  expirySeconds: 3_600,
});

const terms = { bolt11, maxFeeMsat: msat(7n), timeoutMs: 20 };

const succeeded = {
  payment_hash: paymentHash,
  payment_preimage: preimage,
  value_msat: "1000",
  fee_msat: "3",
  status: "SUCCEEDED",
};
const confirmed = { state: "confirmed", paymentHash, preimage, amountMsat: 1_000n, feeMsat: 3n };
const inFlight = { payment_hash: paymentHash, status: "IN_FLIGHT" };
const failed = { payment_hash: paymentHash, status: "FAILED", failure_reason: "FAILURE_REASON_NO_ROUTE" };

const silent = () => undefined;
const ends = (call: Call) => call.end();
const says =
  (...messages: object[]) =>
  (call: Call) =>
    messages.forEach((message) => call.write(message));
const refuses = (code: status, details: string) => (call: Call) => call.emit("error", { code, details });
const unknownHash = refuses(status.NOT_FOUND, "payment isn't initiated");

interface Script {
  send: (call: Call) => unknown;
  track: (call: Call) => unknown;
  /** Short only where it is what ends the wait. */
  deadlineMs?: number;
}

/** Pays once on a node that follows the script. */
async function payOn({ send, track, deadlineMs = 10_000 }: Script, request: PayRequest = terms) {
  const server = await serveLnd({ Router: { SendPaymentV2: send, TrackPaymentV2: track } });
  const node = connectTo(server, { deadlineMs });
  return node.pay(request).finally(() => {
    node.close();
    server.close();
  });
}

test("a payment that LND reports as made is confirmed", async () => {
  assert.equal(await payOn({ send: says(inFlight, succeeded), track: silent }), confirmed);
});

test("a failure that LND reports is final and names its reason", async () => {
  assert.equal(await payOn({ send: says(failed), track: silent }), {
    state: "failed",
    paymentHash,
    reason: "no-route",
  });
});

for (const [how, send] of [
  ["ends", ends],
  ["stays silent", silent],
  ["breaks", refuses(status.UNAVAILABLE, "gone")],
] as const) {
  const deadlineMs = send === silent ? 500 : 10_000;

  test(`when the stream ${how} without a result, a payment found is the answer`, async () => {
    const answers = await Promise.all(
      [succeeded, inFlight].map((state) => payOn({ send, track: says(state), deadlineMs })),
    );
    assert.equal(answers, [confirmed, { state: "pending", paymentHash }]);
  });

  test(`when the stream ${how} and no payment or an old failure is found, the outcome is unknown`, async () => {
    const errors = await Promise.all(
      [unknownHash, says(failed), silent].map((track) => rejects(payOn({ send, track, deadlineMs: 500 }))),
    );
    for (const error of errors) assert.instance(error, OutcomeUnknown);
  });
}

test("an invoice that LND says is paid already answers with that payment", async () => {
  const send = refuses(status.ALREADY_EXISTS, "invoice is already paid");
  assert.equal(await payOn({ send, track: says(succeeded) }), confirmed);
});

test("an invoice that LND says is being paid is pending", async () => {
  const send = refuses(status.ALREADY_EXISTS, "payment is in transition");
  assert.equal(await payOn({ send, track: says(inFlight) }), { state: "pending", paymentHash });
});

test("what LND refuses before sending has failed when the invoice is to blame, and was not applied otherwise", async () => {
  const refused = (details: string) => payOn({ send: refuses(status.UNKNOWN, details), track: unknownHash });
  assert.equal(await refused("invoice expired. Valid until 2026-01-01"), {
    state: "failed",
    paymentHash,
    reason: "expired",
  });
  assert.equal(await refused("invoice not for current active network 'mainnet'"), {
    state: "failed",
    paymentHash,
    reason: "invalid-invoice",
  });
  assert.instance(await rejects(refused("the chain backend is still syncing")), NotApplied);
});

test("the fee cap, the parts and the channels reach LND as they were asked for", async () => {
  let seen: Record<string, unknown> = {};
  const send = (call: Call) => {
    seen = call.request;
    call.write(succeeded);
  };
  await payOn({ send, track: silent }, { ...terms, outgoingChannels: ["700123x1x0"] });
  assert.is(seen["fee_limit_msat"], "7");
  assert.is(seen["fee_limit_sat"], "0");
  assert.ok(Number(seen["max_parts"]) >= 5);
  assert.equal(seen["outgoing_chan_ids"], [((700_123n << 40n) | (1n << 16n)).toString()]);
});

test("text that is not an invoice never reaches LND and does not end the process", async () => {
  let calls = 0;
  const send = () => (calls += 1);
  const answers = await Promise.all(
    ["garbage", "", "lnbc1", `${bolt11}x`].map((text) => payOn({ send, track: silent }, { ...terms, bolt11: text })),
  );
  assert.equal(
    new Set(answers.map((answer) => answer.state === "failed" && answer.reason)),
    new Set(["invalid-invoice"]),
  );
  assert.is(calls, 0);
});

test("a payment without a fee cap cannot be written", () => {
  // @ts-expect-error the cap is part of every request
  const request: PayRequest = { bolt11, timeoutMs: 100 };
  assert.is("maxFeeMsat" in request, false);
});
