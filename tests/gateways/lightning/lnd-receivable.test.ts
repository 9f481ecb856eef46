import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { connectTo, serveLnd } from "./lnd-server.ts";

const test = suite("gateways/lnd-receivable");

type Answer = sendUnaryData<object>;

const channel = {
  active: true,
  initiator: true,
  remote_balance: "1000000",
  commit_fee: "3000",
  pending_htlcs: new Array<object>(),
  remote_constraints: { chan_reserve_sat: "10000", max_pending_amt_msat: "990000000", max_accepted_htlcs: 483 },
};

/** What can arrive, in sat: in all, and in one part. */
async function receivable(...channels: object[]): Promise<[bigint, bigint]> {
  const server = await serveLnd({
    Lightning: {
      ListChannels: (_call: ServerUnaryCall<object, object>, answer: Answer) => answer(null, { channels }),
    },
  });
  const macaroon = Buffer.from("a macaroon").toString("base64");
  const node = connectTo(server, { macaroons: { receive: macaroon, monitor: macaroon } });
  const room = await node.receivable();
  node.close();
  server.close();
  if (room === undefined) throw new Error("the node says nothing");
  return [room.totalMsat / 1_000n, room.largestMsat / 1_000n];
}

test("the other side sends what it has beyond its reserve, and its part of the closing fee when it opened", async () => {
  assert.equal(await receivable(channel), [990_000n, 990_000n]);
  assert.equal(await receivable({ ...channel, initiator: false }), [987_000n, 987_000n]);
});

test("channels that are down take nothing, and those that are up add up to several parts", async () => {
  const small = { ...channel, remote_balance: "50000" };
  assert.equal(await receivable(channel, small, { ...channel, active: false }), [1_030_000n, 990_000n]);
  assert.equal(await receivable(), [0n, 0n]);
});

test("a side below its reserve sends nothing, and takes nothing from what others send", async () => {
  assert.equal(await receivable(channel, { ...channel, remote_balance: "9999" }), [990_000n, 990_000n]);
});

test("what is on its way counts against the limits of the channel", async () => {
  const remote_constraints = {
    ...channel.remote_constraints,
    max_pending_amt_msat: "600000000",
    max_accepted_htlcs: 2,
  };
  const limited = { ...channel, remote_constraints };
  const coming = { incoming: true, amount: "100000" };
  const going = { incoming: false, amount: "100000" };
  assert.equal(await receivable(limited), [600_000n, 600_000n]);
  assert.equal(await receivable({ ...limited, pending_htlcs: [coming, going] }), [500_000n, 500_000n]);
  assert.equal(await receivable({ ...limited, pending_htlcs: [coming, coming] }), [0n, 0n]);
});
