import { status, type handleUnaryCall, type ServerWritableStream } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { Misconfigured, NotApplied } from "../../../app/domain/outcome.ts";
import type { LightningNode } from "../../../app/gateways/lightning/port.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";
import { hex32 } from "../../support/lightning-contract.ts";
import { rejects, suite } from "../../support/suite.ts";
import { connectBySettings, keysOnDisk, someHeartbeats } from "./keys-on-disk.ts";
import { answerInfo, refuse, serveLnd } from "./lnd-server.ts";
import { selfSigned } from "./self-signed.ts";

const test = suite("gateways/lightning/lnd: renewed keys");

const RENEWED = "LND's keys were renewed; connecting anew";
const UNREADABLE = "LND's keys cannot be read again";

/** Settles one invoice for whoever follows the settlements. */
const settling = {
  SubscribeInvoices: (call: ServerWritableStream<{ settle_index: string }, unknown>) => {
    const settle_index = (BigInt(call.request.settle_index) + 1n).toString();
    const settlement = { state: "SETTLED", settle_index, amt_paid_msat: "1000", settle_date: "1790000000" };
    call.write({ r_hash: Buffer.alloc(32), ...settlement });
  },
};

/** Follows the settlements, does what follows on the first, and ends when that aborts or the stream breaks. */
async function nextSettlement(node: LightningNode, after: bigint, andThen: (stop: () => void) => void) {
  const stop = new AbortController();
  const seen: bigint[] = [];
  const onSettled = async ({ settleIndex }: { settleIndex: bigint }) => {
    seen.push(settleIndex);
    andThen(() => stop.abort());
  };
  await node.watchSettlements(after, onSettled, stop.signal);
  return seen;
}

function untilRefused(call: () => Promise<unknown>): Promise<boolean> {
  return until("the hub's keys are refused", 20_000, () =>
    call().then(
      () => undefined,
      (error: unknown) => error instanceof Misconfigured || undefined,
    ),
  );
}

test("a node that comes back with another certificate is found again, and its settlements go on", async () => {
  const old = await serveLnd({ Lightning: settling });
  const keys = keysOnDisk(old);
  const { node, warnings } = connectBySettings(keys.settings);
  assert.instance(await rejects(nextSettlement(node, 1n, old.close)), NotApplied);
  const renewed = await serveLnd({ Lightning: settling }, old.socket);
  await untilRefused(() => node.info());
  assert.not.ok(warnings.includes(RENEWED));
  keys.keepCertificate(renewed.certificate);
  await until("the node is found again", 20_000, () => node.info());
  assert.equal(await nextSettlement(node, 2n, (stop) => stop()), [3n]);
  assert.is(warnings.filter((message) => message === RENEWED).length, 1);
  node.close();
  renewed.close();
});

test("a certificate that stays wrong is told of at every call, and no connection is opened for it", async () => {
  const server = await serveLnd({});
  const certificate = Buffer.from(selfSigned().certificate).toString("base64");
  const { node, warnings } = connectBySettings(keysOnDisk({ ...server, certificate }).settings);
  for (let round = 0; round < 3; round += 1) {
    const error = await rejects(node.findInvoice(hex32()), /check the certificate and the host name/);
    assert.instance(error, Misconfigured);
    await someHeartbeats();
  }
  assert.equal(warnings, []);
  node.close();
  server.close();
});

test("a certificate that is gone for a moment ends nothing, and the next one is found", async () => {
  const old = await serveLnd({});
  const keys = keysOnDisk(old);
  const { node, warnings } = connectBySettings(keys.settings);
  await until("the node answers", 20_000, () => node.info());
  keys.removeCertificate();
  await someHeartbeats();
  assert.is((await node.info()).alias, "stand-in");
  old.close();
  await until("a loss is noticed", 20_000, async () => warnings.includes(UNREADABLE) || undefined);
  const renewed = await serveLnd({}, old.socket);
  keys.keepCertificate(renewed.certificate);
  await until("the node is found again", 20_000, () => node.info());
  node.close();
  renewed.close();
});

test("a macaroon that was revoked alone and baked anew is taken up", async () => {
  let revoked = "none";
  const unlessRevoked =
    (answer: handleUnaryCall<unknown, object>): handleUnaryCall<unknown, object> =>
    (call, give) => {
      const [macaroon] = call.metadata.get("macaroon");
      if (macaroon !== Buffer.from(revoked).toString("hex")) return answer(call, give);
      return refuse(status.UNKNOWN, "cannot get macaroon: root key with id 21001 doesn't exist")(call, give);
    };
  const unknown = refuse(status.NOT_FOUND, "unable to locate invoice");
  const Lightning = { GetInfo: unlessRevoked(answerInfo), LookupInvoice: unlessRevoked(unknown) };
  const server = await serveLnd({ Lightning });
  const keys = keysOnDisk(server);
  const { node } = connectBySettings(keys.settings);
  const find = () => node.findInvoice(hex32());
  assert.is(await find(), undefined);
  revoked = "first of receive";
  await untilRefused(find);
  keys.keepMacaroon("receive", "second of receive");
  await until("the new macaroon is in use", 20_000, async () => (await find()) ?? true);
  node.close();
  server.close();
});

test("a refusal that no renewed key would change leaves the streams alone", async () => {
  const GetInfo = refuse(status.UNKNOWN, "permission denied");
  const server = await serveLnd({ Lightning: { GetInfo, ...settling } });
  const { node, warnings } = connectBySettings(keysOnDisk(server).settings);
  assert.equal(await nextSettlement(node, 1n, (stop) => void someHeartbeats().then(stop)), [2n]);
  assert.equal(warnings, []);
  node.close();
  server.close();
});
