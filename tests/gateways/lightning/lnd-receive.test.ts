import { status } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { hashOf, hex32 } from "../../support/lightning-contract.ts";
import { suite } from "../../support/suite.ts";
import { connectTo, refuse, serveLnd } from "./lnd-server.ts";

const test = suite("gateways/lightning/lnd: receive");

type Answer = (error: null, message: object) => void;
type Added = { request: Record<string, Buffer | string | boolean> };

const terms = () => ({ amountMsat: msat(1_001n), descriptionHash: hex32(), expirySeconds: 60 });

test("an invoice costs one round trip and reaches LND as it was asked for, with hints for private channels", async () => {
  const calls: Added["request"][] = [];
  const server = await serveLnd({
    Lightning: {
      AddInvoice: ({ request }: Added, answer: Answer) => {
        calls.push(request);
        answer(null, { payment_request: "lnbcrt1new" });
      },
    },
  });
  const node = connectTo(server);
  const [preimage, asked] = [hex32(), terms()];
  const created = await node.createInvoice({ ...asked, preimage, cltvDelta: 144 });
  assert.equal(created, { bolt11: "lnbcrt1new", paymentHash: hashOf(preimage) });
  assert.is(calls.length, 1);
  const [seen] = calls;
  assert.equal(seen?.["r_preimage"], Buffer.from(preimage, "hex"));
  assert.equal(seen?.["description_hash"], Buffer.from(asked.descriptionHash, "hex"));
  assert.equal(
    [seen?.["value_msat"], seen?.["expiry"], seen?.["cltv_expiry"], seen?.["private"]],
    ["1001", "60", "144", true],
  );
  node.close();
  server.close();
});

test("an invoice or a hold that exists already is looked up and answered with", async () => {
  const exists = refuse(status.UNKNOWN, "invoice with payment hash already exists");
  const found = ({ request }: { request: { r_hash: Buffer } }, answer: Answer) =>
    answer(null, { r_hash: request.r_hash, payment_request: "lnbcrt1old", state: "OPEN", amt_paid_msat: "0" });
  const server = await serveLnd({
    Lightning: { AddInvoice: exists, LookupInvoice: found },
    Invoices: { AddHoldInvoice: exists },
  });
  const node = connectTo(server);
  const preimage = hex32();
  const expected = { bolt11: "lnbcrt1old", paymentHash: hashOf(preimage) };
  assert.equal(await node.createInvoice({ ...terms(), preimage }), expected);
  assert.equal(await node.createHold({ ...terms(), paymentHash: hashOf(preimage) }), expected);
  node.close();
  server.close();
});

test("a payment held in parts ends when its first part does", async () => {
  const htlcs = [
    { state: "ACCEPTED", expiry_height: 812 },
    { state: "ACCEPTED", expiry_height: 800 },
    { state: "CANCELED", expiry_height: 700 },
  ];
  const held = ({ request }: { request: { r_hash: Buffer } }, answer: Answer) =>
    answer(null, {
      r_hash: request.r_hash,
      payment_request: "lnbcrt1",
      state: "ACCEPTED",
      amt_paid_msat: "1001",
      htlcs,
    });
  const server = await serveLnd({ Lightning: { LookupInvoice: held } });
  const node = connectTo(server);
  const invoice = await node.findInvoice(hex32());
  assert.equal([invoice?.state, invoice?.receivedMsat, invoice?.holdExpiresAtHeight], ["held", 1_001n, 800]);
  node.close();
  server.close();
});

test("both of LND's sentences for an unknown hash mean that there is no invoice", async () => {
  for (const details of ["unable to locate invoice", "there are no existing invoices"]) {
    const server = await serveLnd({ Lightning: { LookupInvoice: refuse(status.NOT_FOUND, details) } });
    const node = connectTo(server);
    assert.is(await node.findInvoice(hex32()), undefined);
    node.close();
    server.close();
  }
});
