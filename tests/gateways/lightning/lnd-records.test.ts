import * as assert from "uvu/assert";
import { unixMs } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { connectTo, serveLnd } from "./lnd-server.ts";

const test = suite("gateways/lightning/lnd: records");

type Answer = (error: null, message: object) => void;
type Asked = { request: Record<string, string | number | boolean> };

const invoice = (state: string, add: number) => ({
  r_hash: Buffer.alloc(32, add),
  state,
  amt_paid_msat: "1500",
  settle_date: "1700000000",
  settle_index: "9",
});

test("pages are asked for by LND's own index and a time in seconds; a page that is not full is the last", async () => {
  const asked: Asked["request"][] = [];
  const server = await serveLnd({
    Lightning: {
      ListInvoices: ({ request }: Asked, answer: Answer) => {
        asked.push(request);
        const isFirst = request["index_offset"] === "0";
        answer(null, {
          invoices: isFirst ? [invoice("SETTLED", 1), invoice("OPEN", 2)] : [invoice("CANCELED", 3)],
          last_index_offset: isFirst ? "18446744073709551615" : "7",
        });
      },
    },
  });
  const node = connectTo(server);
  const first = await node.listSettled({ fromMs: unixMs(1_600_000_000_999n), limit: 2 });
  assert.equal(
    first.items.map(({ receivedMsat, settledAtMs }) => [receivedMsat, settledAtMs]),
    [[1_500n, 1_700_000_000_000n]],
  );
  assert.is(first.next, 18_446_744_073_709_551_615n);
  const last = await node.listSettled({ fromMs: unixMs(0n), after: first.next ?? 0n, limit: 2 });
  assert.equal(last, { items: [], next: undefined });
  assert.equal(
    asked.map((request) => [request["index_offset"], request["creation_date_start"], request["num_max_invoices"]]),
    [
      ["0", "1600000000", "2"],
      ["18446744073709551615", "0", "2"],
    ],
  );
  node.close();
  server.close();
});

test("payments are asked for with those that failed, and without their routes", async () => {
  const asked: Asked["request"][] = [];
  const server = await serveLnd({
    Lightning: {
      ListPayments: ({ request }: Asked, answer: Answer) => {
        asked.push(request);
        const failed = { payment_hash: "ab".repeat(32), status: "FAILED", failure_reason: "FAILURE_REASON_NO_ROUTE" };
        answer(null, { payments: [failed], last_index_offset: "4" });
      },
    },
  });
  const node = connectTo(server);
  const page = await node.listPayments({ fromMs: unixMs(0n), limit: 1 });
  assert.equal(page, {
    items: [{ state: "failed", paymentHash: "ab".repeat(32), reason: "no-route" }],
    next: 4n,
  });
  assert.equal([asked[0]?.["include_incomplete"], asked[0]?.["omit_hops"]], [true, true]);
  node.close();
  server.close();
});

test("funds are the channels' own side, to the msat, and what the wallet has in blocks", async () => {
  const server = await serveLnd({
    Lightning: {
      ChannelBalance: (_: Asked, answer: Answer) => answer(null, { local_balance: { sat: "3", msat: "3456" } }),
      WalletBalance: (_: Asked, answer: Answer) => answer(null, { total_balance: "9", confirmed_balance: "7" }),
    },
  });
  const node = connectTo(server, { macaroons: { receive: "YQ==", monitor: "YQ==" } });
  assert.equal(await node.funds(), { channelMsat: 3_456n, chainMsat: 7_000n });
  node.close();
  server.close();
});
