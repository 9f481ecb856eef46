import { createHash, randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { msat, type Msat } from "../../app/domain/money.ts";
import { NotApplied } from "../../app/domain/outcome.ts";
import { unixMs } from "../../app/domain/time.ts";
import type {
  CreatedInvoice,
  Invoice,
  InvoiceRequest,
  LightningNode,
  RecordsOf,
  RecordsPage,
  Settlement,
} from "../../app/gateways/lightning/port.ts";
import { rejects, suite } from "./suite.ts";

/** A shop's node under test, and another node that pays it and is paid by it. */
export interface LightningWorld {
  node: LightningNode;
  /** Pays an invoice of the shop; `held` when the money is locked and not yet the shop's. */
  payShop(bolt11: string, amountMsat?: Msat): Promise<"settled" | "held" | "refused">;
  /** An invoice of the other node; without an amount the payer chooses one. */
  invoiceOfOther(request: { amountMsat?: Msat; expirySeconds: number }): Promise<CreatedInvoice>;
  /** More than the shop's node can send. */
  tooMuchMsat: Msat;
  passSeconds(seconds: number): Promise<void>;
  mine(countBlocks: number): Promise<void>;
  /** Breaks the connection under every open stream. */
  breakStreams(): Promise<void>;
  close(): Promise<void>;
}

const AMOUNT = msat(123_456n);
const CAP = msat(10_000n);
/** Blocks before the end of an HTLC at which LND 0.21 gives a held payment back. */
const HOLD_EXPIRY_DELTA = 18;
/** Blocks that a payer adds to the delta which the invoice asks for. */
const PAYER_PADDING = 3;

/** The rules that every Lightning node of the hub keeps, run on the sandbox and on real LND alike. */
export function lightningContract(name: string, makeWorld: () => Promise<LightningWorld>): void {
  const test = suite(name);
  let made: Promise<LightningWorld> | undefined;
  const world = () => (made ??= makeWorld());
  test.after(async () => (await made)?.close());
  receiving(test, world);
  streaming(test, world);
  holding(test, world);
  paying(test, world);
  remembering(test, world);
}

type Test = ReturnType<typeof suite>;
type World = () => Promise<LightningWorld>;

function receiving(test: Test, world: World): void {
  test("the node tells who it is and that it follows the chain", async () => {
    const info = await (await world()).node.info();
    assert.match(info.publicKey, /^0[23][0-9a-f]{64}$/);
    assert.ok(info.height > 0);
    assert.is(info.isSyncedToChain, true);
    assert.is(info.isVersionSupported, true);
    assert.ok(info.activeChannels > 0);
  });

  test("a new invoice is open and found by its hash", async () => {
    const { node } = await world();
    const request = invoiceRequest();
    const created = await node.createInvoice(request);
    assert.match(created.bolt11, /^lnbcrt/);
    assert.is(created.paymentHash, hashOf(request.preimage));
    assert.equal(await node.findInvoice(created.paymentHash), {
      paymentHash: created.paymentHash,
      bolt11: created.bolt11,
      state: "open",
      receivedMsat: 0n,
      settleIndex: 0n,
    });
  });

  test("a paid invoice is settled with what arrived, when, and a running number", async () => {
    const { node, payShop } = await world();
    const { bolt11, paymentHash } = await node.createInvoice(invoiceRequest());
    assert.is(await payShop(bolt11), "settled");
    const invoice = await found(node, paymentHash);
    assert.is(invoice.state, "settled");
    assert.is(invoice.receivedMsat, AMOUNT);
    assert.ok(invoice.settleIndex > 0n);
    assert.is((invoice.settledAtMs ?? 1n) % 1000n, 0n);
  });

  test("asking twice with one preimage answers with the invoice that exists", async () => {
    const { node } = await world();
    const request = invoiceRequest();
    const first = await node.createInvoice(request);
    assert.equal(await node.createInvoice({ ...request, amountMsat: msat(999_000n) }), first);
  });

  test("more than was asked is taken and reported to the last msat", async () => {
    const { node, payShop } = await world();
    const { bolt11, paymentHash } = await node.createInvoice(invoiceRequest());
    assert.is(await payShop(bolt11, msat(AMOUNT * 3n + 1n)), "settled");
    assert.is((await found(node, paymentHash)).receivedMsat, AMOUNT * 3n + 1n);
  });

  test("less than was asked is refused, and the invoice stays open", async () => {
    const { node, payShop } = await world();
    const { bolt11, paymentHash } = await node.createInvoice(invoiceRequest());
    assert.is(await payShop(bolt11, msat(AMOUNT - 1n)), "refused");
    assert.is((await found(node, paymentHash)).state, "open");
  });

  test("an invoice takes one payment only", async () => {
    const { node, payShop } = await world();
    const { bolt11, paymentHash } = await node.createInvoice(invoiceRequest());
    assert.is(await payShop(bolt11), "settled");
    const before = await found(node, paymentHash);
    // A node that paid already answers its owner from memory, without asking the shop.
    await payShop(bolt11);
    assert.equal(await found(node, paymentHash), before);
  });

  test("an invoice past its expiry cannot be paid and reads as cancelled", async () => {
    const { node, payShop, passSeconds } = await world();
    const { bolt11, paymentHash } = await node.createInvoice(invoiceRequest({ expirySeconds: 1 }));
    await passSeconds(2);
    assert.is(await payShop(bolt11), "refused");
    await reaches(node, paymentHash, "cancelled");
  });

  test("a cancelled invoice cannot be paid, and cancelling again changes nothing", async () => {
    const { node, payShop } = await world();
    const { bolt11, paymentHash } = await node.createInvoice(invoiceRequest());
    assert.is(await node.cancelInvoice(paymentHash), "cancelled");
    assert.is(await node.cancelInvoice(paymentHash), "cancelled");
    assert.is(await payShop(bolt11), "refused");
    assert.is((await found(node, paymentHash)).state, "cancelled");
  });

  test("an unknown hash is undefined, and counts as cancelled when it is cancelled", async () => {
    const { node } = await world();
    assert.is(await node.findInvoice(hex32()), undefined);
    assert.is(await node.cancelInvoice(hex32()), "cancelled");
  });

  test("a request that no node takes is the caller's mistake", async () => {
    const { node } = await world();
    for (const wrong of [
      { amountMsat: msat(0n) },
      { expirySeconds: 0 },
      { cltvDelta: 23 },
      { preimage: "AB" },
      { descriptionHash: "" },
    ]) {
      assert.instance(await rejects(node.createInvoice(invoiceRequest(wrong))), RangeError);
    }
  });
}

function streaming(test: Test, world: World): void {
  test("settlements between a lost stream and the next one are reported, in order and after the cursor only", async () => {
    const { node, payShop, breakStreams } = await world();
    const pay = () => payNew(node, payShop);
    const first = await found(node, await pay());
    const stream = collect(node, first.settleIndex);
    const second = await pay();
    await stream.reached(1);
    await breakStreams();
    assert.instance(await rejects(stream.ended), NotApplied);
    const missed = [await pay(), await pay()];
    const again = collect(node, stream.cursor());
    await again.reached(2);
    const last = await pay();
    await again.reached(3);
    again.stop();
    await again.ended;
    assert.equal(
      again.seen.map((settlement) => settlement.paymentHash),
      [...missed, last],
    );
    assert.equal(
      stream.seen.map((settlement) => settlement.paymentHash),
      [second],
    );
    assert.ok(
      again.seen.every(
        (settlement, at) => at === 0 || settlement.settleIndex > (again.seen[at - 1]?.settleIndex ?? 0n),
      ),
    );
    assert.is(again.seen[0]?.receivedMsat, AMOUNT);
  });

  test("the next settlement waits until the one before it is dealt with", async () => {
    const { node, payShop } = await world();
    const start = await found(node, await payNew(node, payShop));
    await payNew(node, payShop);
    await payNew(node, payShop);
    let [busy, overlaps, done] = [0, 0, 0];
    const stop = new AbortController();
    await node.watchSettlements(
      start.settleIndex,
      async () => {
        busy += 1;
        overlaps += busy > 1 ? 1 : 0;
        await new Promise((resolve) => setImmediate(resolve));
        busy -= 1;
        done += 1;
        if (done === 2) stop.abort();
      },
      stop.signal,
    );
    assert.equal([overlaps, done], [0, 2]);
  });

  test("what the listener throws ends the stream and reaches the caller", async () => {
    const { node, payShop } = await world();
    const start = await found(node, await payNew(node, payShop));
    await payNew(node, payShop);
    const fail = async () => {
      throw new Error("the books are closed");
    };
    await rejects(node.watchSettlements(start.settleIndex, fail, new AbortController().signal), /the books are closed/);
  });
}

function holding(test: Test, world: World): void {
  test("a held payment is settled with its preimage, and settling again succeeds", async () => {
    const { node, payShop } = await world();
    const hold = await heldPayment(node, payShop);
    assert.is(await node.settleHold(hold.preimage), "settled");
    assert.is(await node.settleHold(hold.preimage), "settled");
    const invoice = await reaches(node, hold.paymentHash, "settled");
    assert.is(invoice.receivedMsat, AMOUNT);
    assert.ok(invoice.settleIndex > 0n);
    assert.is(await node.cancelInvoice(hold.paymentHash), "settled");
  });

  test("a held payment says at which height it ends, and how much it is", async () => {
    const { node, payShop } = await world();
    const { height } = await node.info();
    const hold = await heldPayment(node, payShop, { cltvDelta: 144 });
    const invoice = await found(node, hold.paymentHash);
    assert.is(invoice.holdExpiresAtHeight, height + 144 + PAYER_PADDING);
    assert.is(invoice.receivedMsat, AMOUNT);
    await node.cancelInvoice(hold.paymentHash);
  });

  test("a cancelled hold goes back to its payer and cannot be settled", async () => {
    const { node, payShop } = await world();
    const hold = await heldPayment(node, payShop);
    assert.is(await node.cancelInvoice(hold.paymentHash), "cancelled");
    assert.is(await node.settleHold(hold.preimage), "not-held");
    const invoice = await found(node, hold.paymentHash);
    assert.equal([invoice.state, invoice.receivedMsat, invoice.holdExpiresAtHeight], ["cancelled", 0n, undefined]);
  });

  test("a hold that nobody paid and a preimage that nobody knows are not held", async () => {
    const { node } = await world();
    const preimage = hex32();
    await node.createHold(holdRequest(preimage));
    assert.is(await node.settleHold(preimage), "not-held");
    assert.is(await node.settleHold(hex32()), "not-held");
  });

  test("asking twice for a hold answers with the one that exists", async () => {
    const { node } = await world();
    const request = holdRequest(hex32());
    assert.equal(await node.createHold(request), await node.createHold(request));
  });

  test("a watched hold is reported open, held and settled, and then the watch is over", async () => {
    const { node, payShop } = await world();
    const preimage = hex32();
    const { bolt11, paymentHash } = await node.createHold(holdRequest(preimage));
    const states: string[] = [];
    const watching = node.watchHold(
      paymentHash,
      async (invoice) => {
        states.push(invoice.state);
        if (invoice.state === "open") assert.is(await payShop(bolt11), "held");
        if (invoice.state === "held") await node.settleHold(preimage);
      },
      new AbortController().signal,
    );
    await watching;
    assert.equal(states, ["open", "held", "settled"]);
  });

  test("a watched hold is reported cancelled when the node gives it back", async () => {
    const { node, payShop } = await world();
    const hold = await heldPayment(node, payShop);
    const states: string[] = [];
    await node.watchHold(
      hold.paymentHash,
      async (invoice) => {
        states.push(invoice.state);
        if (invoice.state === "held") await node.cancelInvoice(hold.paymentHash);
      },
      new AbortController().signal,
    );
    assert.equal(states, ["held", "cancelled"]);
  });

  test("a held payment goes back 18 blocks before it would expire, and not a block sooner", async () => {
    const { node, payShop, mine } = await world();
    const hold = await heldPayment(node, payShop, { cltvDelta: 24 });
    await mine(24 + PAYER_PADDING - HOLD_EXPIRY_DELTA - 1);
    assert.is((await found(node, hold.paymentHash)).state, "held");
    await mine(1);
    await reaches(node, hold.paymentHash, "cancelled");
    assert.is(await node.settleHold(hold.preimage), "not-held");
  });

  test("the settlement of a hold comes on the stream like any other", async () => {
    const { node, payShop } = await world();
    const start = await found(node, await payNew(node, payShop));
    const hold = await heldPayment(node, payShop);
    await node.settleHold(hold.preimage);
    const stream = collect(node, start.settleIndex);
    await stream.reached(1);
    stream.stop();
    await stream.ended;
    assert.is(stream.seen[0]?.paymentHash, hold.paymentHash);
  });
}

function paying(test: Test, world: World): void {
  const terms = { maxFeeMsat: CAP, timeoutMs: 10_000 };

  test("a payment is confirmed with a preimage that fits its hash and a fee within the cap", async () => {
    const { node, invoiceOfOther } = await world();
    const { bolt11, paymentHash } = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 600 });
    const payment = await node.pay({ bolt11, ...terms });
    if (payment.state !== "confirmed") throw new Error(`the payment is ${payment.state}`);
    assert.is(hashOf(payment.preimage), paymentHash);
    assert.is(payment.amountMsat, AMOUNT);
    assert.ok(payment.feeMsat <= CAP);
    assert.equal(await node.findPayment(paymentHash), payment);
  });

  test("paying twice pays once and answers with the payment that was made", async () => {
    const { node, invoiceOfOther } = await world();
    const { bolt11 } = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 600 });
    const payment = await node.pay({ bolt11, ...terms });
    assert.equal(await node.pay({ bolt11, ...terms }), payment);
  });

  test("an upper-case invoice, as a QR code carries it, is paid like any other", async () => {
    const { node, invoiceOfOther } = await world();
    const { bolt11 } = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 600 });
    assert.is((await node.pay({ bolt11: bolt11.toUpperCase(), ...terms })).state, "confirmed");
  });

  test("the payer names the amount exactly when the invoice does not", async () => {
    const { node, invoiceOfOther } = await world();
    const open = await invoiceOfOther({ expirySeconds: 600 });
    const fixed = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 600 });
    const wrong = [
      await node.pay({ bolt11: open.bolt11, ...terms }),
      await node.pay({ bolt11: fixed.bolt11, amountMsat: AMOUNT, ...terms }),
    ];
    assert.equal(
      wrong.map((payment) => payment.state === "failed" && payment.reason),
      ["invalid-invoice", "invalid-invoice"],
    );
    const payment = await node.pay({ bolt11: open.bolt11, amountMsat: msat(70_001n), ...terms });
    assert.is(payment.state === "confirmed" && payment.amountMsat, 70_001n);
  });

  test("more than the node can send fails, and the failure is found again", async () => {
    const { node, invoiceOfOther, tooMuchMsat } = await world();
    const { bolt11, paymentHash } = await invoiceOfOther({ amountMsat: tooMuchMsat, expirySeconds: 600 });
    const payment = await node.pay({ bolt11, maxFeeMsat: tooMuchMsat, timeoutMs: 10_000 });
    assert.equal(payment, { state: "failed", paymentHash, reason: "insufficient-balance" });
    assert.equal(await node.findPayment(paymentHash), payment);
  });

  test("an expired invoice fails and leaves no payment behind", async () => {
    const { node, invoiceOfOther, passSeconds } = await world();
    const { bolt11, paymentHash } = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 1 });
    await passSeconds(2);
    assert.equal(await node.pay({ bolt11, ...terms }), { state: "failed", paymentHash, reason: "expired" });
    assert.is(await node.findPayment(paymentHash), undefined);
  });

  test("text that is not an invoice of this network fails without reaching the node", async () => {
    const { node, invoiceOfOther } = await world();
    const { bolt11 } = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 600 });
    const broken = bolt11.slice(0, -1) + (bolt11.endsWith("q") ? "p" : "q");
    for (const text of ["garbage", "", "lnbc", "lnbcrt1", broken, bolt11.slice(0, 100), "\0", "ln".repeat(10_000)]) {
      assert.equal(await node.pay({ bolt11: text, ...terms }), { state: "failed", reason: "invalid-invoice" });
    }
  });

  test("a payment that was never sent is not found", async () => {
    assert.is(await (await world()).node.findPayment(hex32()), undefined);
  });
}

function remembering(test: Test, world: World): void {
  /** Everything that there is from the beginning, so few at a time that pages are turned. */
  async function all<Item>(list: (page: RecordsPage) => Promise<RecordsOf<Item> | undefined>): Promise<Item[]> {
    const items: Item[] = [];
    for (let after: bigint | undefined; ;) {
      const page = await list({ fromMs: unixMs(0n), limit: 2, ...(after !== undefined && { after }) });
      items.push(...(page?.items ?? []));
      if (page?.next === undefined) return items;
      after = page.next;
    }
  }

  test("settled invoices are listed with what came, once each, and open ones are not", async () => {
    const { node, payShop } = await world();
    const { paymentHash: open } = await node.createInvoice(invoiceRequest());
    const paid = [await payNew(node, payShop), await payNew(node, payShop), await payNew(node, payShop)];
    const listed = await all((page) => node.listSettled(page));
    assert.equal(
      paid.map((hash) => listed.filter(({ paymentHash }) => paymentHash === hash).map((each) => each.receivedMsat)),
      paid.map(() => [AMOUNT]),
    );
    assert.not.ok(listed.some(({ paymentHash }) => paymentHash === open));
  });

  test("payments are listed with what became of them, once each", async () => {
    const { node, invoiceOfOther, tooMuchMsat } = await world();
    const { bolt11, paymentHash } = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 600 });
    const payment = await node.pay({ bolt11, maxFeeMsat: CAP, timeoutMs: 10_000 });
    const failing = await invoiceOfOther({ amountMsat: tooMuchMsat, expirySeconds: 600 });
    await node.pay({ bolt11: failing.bolt11, maxFeeMsat: tooMuchMsat, timeoutMs: 10_000 });
    const listed = await all((page) => node.listPayments(page));
    assert.equal(
      listed.filter((each) => each.paymentHash === paymentHash),
      [payment],
    );
    assert.not.ok(listed.some((each) => each.paymentHash === failing.paymentHash && each.state === "confirmed"));
  });

  test("what can arrive is told, and a held payment takes its room until it goes back", async () => {
    const { node, payShop } = await world();
    const before = await node.receivable();
    if (before === undefined) throw new Error("the node was asked by the wrong macaroon");
    assert.ok(before.largestMsat > AMOUNT && before.totalMsat >= before.largestMsat);
    const { paymentHash } = await heldPayment(node, payShop);
    const during = await node.receivable();
    assert.ok((during?.totalMsat ?? before.totalMsat) <= before.totalMsat - AMOUNT);
    assert.is(await node.cancelInvoice(paymentHash), "cancelled");
    for (;;) {
      const now = await node.receivable();
      if (now?.totalMsat === before.totalMsat) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

  test("what is paid leaves the node's funds, with its fee", async () => {
    const { node, invoiceOfOther } = await world();
    const before = await node.funds();
    const { bolt11 } = await invoiceOfOther({ amountMsat: AMOUNT, expirySeconds: 600 });
    const payment = await node.pay({ bolt11, maxFeeMsat: CAP, timeoutMs: 10_000 });
    if (payment.state !== "confirmed" || before === undefined) throw new Error(`the payment is ${payment.state}`);
    const wanted = before.channelMsat - payment.amountMsat - payment.feeMsat;
    // A channel's balance follows its payment a moment later.
    for (;;) {
      const now = await node.funds();
      if (now?.channelMsat === wanted) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}

interface Collector {
  seen: Settlement[];
  cursor(): bigint;
  reached(count: number): Promise<void>;
  stop(): void;
  ended: Promise<void>;
}

/** Watches settlements as a hub does, moving its own cursor. */
function collect(node: LightningNode, after: bigint): Collector {
  const seen: Settlement[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const stop = new AbortController();
  const ended = node.watchSettlements(
    after,
    async (settlement) => {
      seen.push(settlement);
      for (const one of waiting) if (seen.length >= one.count) one.resolve();
    },
    stop.signal,
  );
  // Awaited by the test at its end; until then it must not count as unhandled.
  ended.catch(() => undefined);
  return {
    seen,
    ended,
    stop: () => stop.abort(),
    cursor: () => seen.at(-1)?.settleIndex ?? after,
    reached: (count) =>
      new Promise((resolve, reject) => {
        if (seen.length >= count) resolve();
        else waiting.push({ count, resolve });
        ended.then(() => undefined, reject);
      }),
  };
}

async function payNew(node: LightningNode, payShop: LightningWorld["payShop"]): Promise<string> {
  const { bolt11, paymentHash } = await node.createInvoice(invoiceRequest());
  assert.is(await payShop(bolt11), "settled");
  return paymentHash;
}

async function heldPayment(
  node: LightningNode,
  payShop: LightningWorld["payShop"],
  more: { cltvDelta?: number } = {},
): Promise<{ preimage: string; paymentHash: string }> {
  const preimage = hex32();
  const { bolt11, paymentHash } = await node.createHold({ ...holdRequest(preimage), ...more });
  assert.is(await payShop(bolt11), "held");
  return { preimage, paymentHash };
}

async function found(node: LightningNode, paymentHash: string): Promise<Invoice> {
  const invoice = await node.findInvoice(paymentHash);
  if (invoice === undefined) throw new Error("the node does not know its own invoice");
  return invoice;
}

/** Asks until the invoice has the state: a node needs a moment to see a new block or its own clock. */
async function reaches(node: LightningNode, paymentHash: string, state: Invoice["state"]): Promise<Invoice> {
  for (;;) {
    const invoice = await found(node, paymentHash);
    if (invoice.state === state) return invoice;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function invoiceRequest(more: Partial<InvoiceRequest> = {}): InvoiceRequest {
  return { preimage: hex32(), amountMsat: AMOUNT, descriptionHash: hex32(), expirySeconds: 600, ...more };
}

function holdRequest(preimage: string) {
  return { paymentHash: hashOf(preimage), amountMsat: AMOUNT, descriptionHash: hex32(), expirySeconds: 600 };
}

export function hex32(): string {
  return randomBytes(32).toString("hex");
}

export function hashOf(preimage: string): string {
  return createHash("sha256").update(Buffer.from(preimage, "hex")).digest("hex");
}
