import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../../app/domain/money.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { openSandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { openAddress } from "../../../app/payments/open-address.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { countFindings, listFindings } from "../../../app/payments/reconcile/list-findings.ts";
import { reconcileBooks } from "../../../app/payments/reconcile/reconcile-books.ts";
import type { Comparing } from "../../../app/payments/reconcile/reconcile-books.ts";
import { listRuns } from "../../../app/payments/reconcile/run-state.ts";
import { reconcileChain } from "../../../app/payments/reconcile-chain.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { addPerson } from "../../support/person.ts";
import { addProduct, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import { rejects, suite } from "../../support/suite.ts";
import { askedPayout, openPayoutWorld, TO_ADDRESS } from "../outgoing/payout-world.ts";
import type { PayoutWorld } from "../outgoing/payout-world.ts";

const test = suite("payments/reconcile");

function comparing(w: PayoutWorld, other: Partial<Comparing> = {}): Comparing {
  const { db, clock, random, node, chain } = w;
  return { db, clock, random, node, records: node, payer: node, chain, sender: chain, ...other };
}

/** A shop that sold by Lightning and on chain, and paid its seller: some minutes ago, so that nothing is on its way. */
async function busyShop(): Promise<PayoutWorld> {
  const w = await openPayoutWorld(100_000n);
  await askedPayout(w, 5_000n);
  await sendDue(w.sending);
  const reconciling = { ...w.observing, chain: w.chain };
  const { chargeId } = await placeWithInvoice(w, orderFor(w, await addProduct(w, { priceMinor: 7_000n })));
  const addressed = await openAddress(reconciling, chargeId);
  if (isRefused(addressed)) throw new Error(addressed.reason);
  w.chain.pay({ address: addressed.address, amountMsat: msatFromSat(7_000n) });
  w.chain.mine(3);
  await reconcileChain(reconciling);
  w.clock.advance(10n * MINUTE_MS);
  return w;
}

/** A node that knows nothing of what went before, as after a restore from too old a copy. */
function emptyNode({ clock, random }: PayoutWorld) {
  return openSandboxNode({ folder: mkdtempSync(join(tmpdir(), "satoshop-empty-")), clock, random });
}

const found = async ({ db }: PayoutWorld) =>
  (await listFindings(db, "open", 50)).map(({ kind, bookedMsat, nodeMsat }) => [kind, bookedMsat, nodeMsat]);

/** What was found at one moment has no order of its own. */
function inOrder<Row extends readonly unknown[]>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1));
}

test("books that fit the node and the chain give no finding, and the comparison is on record", async () => {
  const w = await busyShop();
  assert.equal(await reconcileBooks(comparing(w), "thorough"), { kind: "done", opened: 0 });
  const [run] = await listRuns(w.db, 5);
  assert.is(run?.state, "done");
  assert.is(run?.owedMsat, 102_000_000n);
  assert.is(run?.spendableMsat, w.node.spendableMsat());
  // The invoice, the payment, the output, and the funds.
  assert.is(run?.compared, 4n);
  await w.close();
});

test("other money of the same node is nobody's business here", async () => {
  const w = await busyShop();
  const { bolt11 } = await w.node.createInvoice({
    preimage: "ab".repeat(32),
    amountMsat: msat(5_000n),
    descriptionHash: "cd".repeat(32),
    expirySeconds: 600,
  });
  await w.node.payAsBuyer(bolt11);
  const foreign = await w.node.invoiceOfBuyer({ amountMsat: msat(9_000n), expirySeconds: 600 });
  await w.node.pay({ bolt11: foreign.bolt11, maxFeeMsat: msat(100_000n), timeoutMs: 1_000 });
  w.chain.pay({ address: await w.chain.newAddress(), amountMsat: msatFromSat(3_000n) });
  w.chain.mine(1);
  w.clock.advance(10n * MINUTE_MS);
  assert.equal(await reconcileBooks(comparing(w), "thorough"), { kind: "done", opened: 0 });
  await w.close();
});

test("money that the node has and the books have not is found, and no finding any more once it is booked", async () => {
  const w = await busyShop();
  const order = await placeWithInvoice(w, orderFor(w, await addProduct(w, { priceMinor: 3_000n })));
  await w.node.payAsBuyer(order.bolt11);
  await reconcileBooks(comparing(w), "recent");
  assert.equal(await found(w), [], "it was paid a moment ago: its news may be on its way");
  w.clock.advance(5n * MINUTE_MS);
  assert.equal(await reconcileBooks(comparing(w), "recent"), { kind: "done", opened: 1 });
  assert.equal(await found(w), [["invoice-unbooked", 0n, 3_000_000n]]);
  assert.is((await listFindings(w.db, "open", 1))[0]?.orderId, order.orderId);
  assert.equal(await reconcileBooks(comparing(w), "recent"), { kind: "done", opened: 0 });
  await sweepInvoices(w.observing, w.node);
  w.clock.advance(5n * MINUTE_MS);
  await reconcileBooks(comparing(w), "recent");
  assert.is(await countFindings(w.db), 0);
  assert.equal(
    (await listFindings(w.db, "closed", 5)).map(({ kind, closedAtMs }) => [kind, closedAtMs]),
    [["invoice-unbooked", w.clock()]],
  );
  await w.close();
});

test("what the books have and the node has not is found for every kind, however old, until it is there again", async () => {
  const w = await busyShop();
  const empty = emptyNode(w);
  const lost = { ...comparing(w), node: empty, records: empty, payer: empty };
  assert.equal(await reconcileBooks(lost, "recent"), { kind: "done", opened: 2 });
  assert.equal(inOrder(await found(w)), [
    ["invoice-missing", 100_000_000n, 0n],
    ["payment-missing", 5_006_000n, 0n],
  ]);
  w.clock.advance(10n * DAY_MS);
  await reconcileBooks(lost, "recent");
  assert.is(await countFindings(w.db), 2, "it is not forgotten because it is old");
  await reconcileBooks(comparing(w), "recent");
  assert.is(await countFindings(w.db), 0);
  empty.close();
  await w.close();
});

test("another amount at the node than in the books is found", async () => {
  const w = await busyShop();
  const records: Comparing["records"] = {
    ...w.node,
    listSettled: async (page) => {
      const { items, next } = await w.node.listSettled(page);
      return { next, items: items.map((each) => ({ ...each, receivedMsat: msat(each.receivedMsat - 1n) })) };
    },
    listPayments: async (page) => {
      const told = await w.node.listPayments(page);
      const more = told?.items.map((each) => (each.state === "confirmed" ? { ...each, feeMsat: msat(7_000n) } : each));
      return { items: more ?? [], next: undefined };
    },
  };
  await reconcileBooks(comparing(w, { records }), "recent");
  assert.equal(inOrder(await found(w)), [
    ["invoice-differs", 100_000_000n, 99_999_999n],
    ["payment-differs", 5_006_000n, 5_007_000n],
  ]);
  await w.close();
});

test("a payment that the node made and the books gave up is found", async () => {
  const w = await busyShop();
  await w.db.updateTable("outgoing_attempt").set({ state: "failed", fee_msat: null }).execute();
  await reconcileBooks(comparing(w), "recent");
  assert.equal(await found(w), [["payment-unbooked", 0n, 5_006_000n]]);
  await w.close();
});

test("coins that the wallet or the books lack are found", async () => {
  const w = await busyShop();
  const chain = { ...w.chain, transactions: async () => [] };
  await reconcileBooks(comparing(w, { chain }), "recent");
  assert.equal(await found(w), [["output-missing", 7_000_000n, 0n]]);
  const { address } = await w.db.selectFrom("chain_address").select("address").executeTakeFirstOrThrow();
  await reconcileBooks(comparing(w), "recent");
  assert.is(await countFindings(w.db), 0);
  w.chain.pay({ address, amountMsat: msatFromSat(11n) });
  w.chain.mine(1);
  await reconcileBooks(comparing(w), "recent");
  assert.equal(await found(w), [], "a block that the hub has not looked at yet says nothing");
  await w.db
    .updateTable("cursor")
    .set((eb) => ({ position: eb("position", "+", 1n) }))
    .where("name", "=", "chain.height")
    .execute();
  await reconcileBooks(comparing(w), "recent");
  assert.equal(await found(w), [["output-unbooked", 0n, 11_000n]]);
  await reconcileBooks(comparing(w, { chain }), "recent");
  assert.equal(await found(w), [["output-missing", 7_000_000n, 0n]]);
  await w.close();
});

/** The seller is paid at an address as well, three blocks deep and some minutes ago. */
async function paidAtAddress(): Promise<PayoutWorld> {
  const w = await busyShop();
  const address = await w.chain.newAddress();
  await askedPayout(w, 20_000n, { kind: "chain", text: address });
  const sending = { ...w.sending, sender: w.chain };
  await sendDue(sending);
  w.chain.mine(3);
  w.clock.advance(MINUTE_MS);
  assert.is(await sendDue(sending), 1);
  w.clock.advance(10n * MINUTE_MS);
  return w;
}

test("what was sent on chain is compared too: gone from the chain it is found, and back there the finding closes", async () => {
  const w = await paidAtAddress();
  const { fee_msat } = await w.db.selectFrom("outgoing_transaction").select("fee_msat").executeTakeFirstOrThrow();
  await reconcileBooks(comparing(w), "recent");
  assert.equal(await found(w), []);
  const gone = { ...w.chain, look: async () => ({ state: "absent" }) as const };
  await reconcileBooks(comparing(w, { sender: gone }), "recent");
  assert.equal(await found(w), [["payment-missing", 20_000_000n + fee_msat, 0n]]);
  w.clock.advance(40n * DAY_MS);
  await reconcileBooks(comparing(w, { sender: undefined }), "recent");
  assert.is(await countFindings(w.db), 1, "whoever may not look closes nothing");
  await reconcileBooks(comparing(w), "recent");
  assert.is(await countFindings(w.db), 0);
  await w.close();
});

test("a transaction that was given up and is in a block all the same is found, and another in its place with its own sum", async () => {
  const w = await paidAtAddress();
  const { fee_msat } = await w.db.selectFrom("outgoing_transaction").select("fee_msat").executeTakeFirstOrThrow();
  const other = { state: "replaced", txid: "ab".repeat(32), confirmations: 9 } as const;
  const raised = { ...other, paidMsat: msat(20_000_000n), feeMsat: msat(fee_msat + 1_000n) };
  await reconcileBooks(comparing(w, { sender: { ...w.chain, look: async () => raised } }), "recent");
  assert.equal(await found(w), [["payment-differs", 20_000_000n + fee_msat, 20_001_000n + fee_msat]]);
  const elsewhere = { ...other, paidMsat: msat(0n), feeMsat: msat(1n) };
  await reconcileBooks(comparing(w, { sender: { ...w.chain, look: async () => elsewhere } }), "recent");
  assert.equal(await found(w), [["payment-missing", 20_000_000n + fee_msat, 0n]]);
  await w.db.updateTable("outgoing_transaction").set({ state: "failed", confirmed_txid: null }).execute();
  await reconcileBooks(comparing(w), "recent");
  assert.equal(await found(w), [["payment-unbooked", 0n, 20_000_000n + fee_msat]]);
  await w.db.updateTable("outgoing_transaction").set({ state: "live" }).execute();
  await reconcileBooks(comparing(w), "recent");
  assert.equal(await found(w), [], "what is on its way is neither here nor there");
  await w.close();
});

test("owing more than the node could spend is found, with both sums", async () => {
  const w = await busyShop();
  const poor = { ...w.node, funds: async () => ({ channelMsat: msat(2_000_000n), chainMsat: msat(99_999_999n) }) };
  await reconcileBooks(comparing(w, { records: poor }), "recent");
  assert.equal(await found(w), [["funds-short", 102_000_000n, 101_999_999n]]);
  const enough = { ...w.node, funds: async () => ({ channelMsat: msat(2_000_001n), chainMsat: msat(99_999_999n) }) };
  await reconcileBooks(comparing(w, { records: enough }), "recent");
  assert.is(await countFindings(w.db), 0);
  await w.close();
});

test("what is being sent may have left the node already and is missed by nobody", async () => {
  const w = await busyShop();
  await askedPayout(w, 40_000n);
  w.node.faults.next("pay", "applied-but-unanswered");
  await sendDue(w.sending);
  const rest = { ...w.node, funds: async () => ({ channelMsat: msat(62_000_000n), chainMsat: msat(0n) }) };
  await reconcileBooks(comparing(w, { records: rest }), "recent");
  assert.is(await countFindings(w.db), 0);
  const less = { ...w.node, funds: async () => ({ channelMsat: msat(61_999_999n), chainMsat: msat(0n) }) };
  await reconcileBooks(comparing(w, { records: less }), "recent");
  assert.equal(await found(w), [["funds-short", 62_000_000n, 61_999_999n]]);
  await w.close();
});

test("a hub that may not look at balances or payments compares the rest", async () => {
  const w = await busyShop();
  const records = { ...w.node, funds: async () => undefined, listPayments: async () => undefined };
  const deps = comparing(w, { records, payer: undefined, chain: undefined });
  assert.equal(await reconcileBooks(deps, "recent"), { kind: "done", opened: 0 });
  assert.is((await listRuns(w.db, 1))[0]?.spendableMsat, undefined);
  await w.close();
});

test("owners hear once of what was found, however much it is and however often it is found again", async () => {
  const w = await busyShop();
  const { id } = await addPerson(w, "owner");
  await w.db
    .insertInto("email")
    .values({ address: "owner@hub.example", person_id: id, locale: "en", verified_at_ms: w.clock() })
    .execute();
  const empty = emptyNode(w);
  const lost = { ...comparing(w), node: empty, records: empty, payer: empty };
  await reconcileBooks(lost, "recent");
  await reconcileBooks(lost, "recent");
  const notices = await w.db
    .selectFrom("notice")
    .select(["kind", "place"])
    .where("kind", "=", "books-differ")
    .execute();
  assert.equal(notices, [{ kind: "books-differ", place: "owner@hub.example" }]);
  empty.close();
  await w.close();
});

test("a node that does not answer makes the comparison fail, and no finding", async () => {
  const w = await busyShop();
  w.node.faults.next("listSettled", "not-applied");
  assert.equal(await reconcileBooks(comparing(w), "recent"), { kind: "failed", reason: "node-unavailable" });
  w.node.faults.next("funds", "applied-but-unanswered");
  assert.equal(await reconcileBooks(comparing(w), "recent"), { kind: "failed", reason: "node-unavailable" });
  assert.is(await countFindings(w.db), 0);
  const broken = { ...w.node, funds: () => Promise.reject(new Error("a bug")) };
  await rejects(reconcileBooks(comparing(w, { records: broken }), "recent"), /a bug/);
  assert.equal((await listRuns(w.db, 5)).map(({ state, reason }) => `${state} ${reason}`).toSorted(), [
    "failed bug",
    "failed node-unavailable",
    "failed node-unavailable",
  ]);
  await w.close();
});

test("two comparisons don't run at once, and one that was killed is taken over", async () => {
  const w = await busyShop();
  const both = await Promise.all([reconcileBooks(comparing(w), "recent"), reconcileBooks(comparing(w), "recent")]);
  assert.equal(both.map(({ kind }) => kind).toSorted(), ["busy", "done"]);
  const now = w.clock();
  const left = { id: "rcn_left", state: "running", reason: "", compared: 3n } as const;
  const unknown = { owed_msat: null, spendable_msat: null };
  await w.db
    .insertInto("reconciliation")
    .values({ ...left, ...unknown, started_at_ms: now, updated_at_ms: now })
    .execute();
  assert.equal(await reconcileBooks(comparing(w), "recent"), { kind: "busy" });
  w.clock.advance(6n * MINUTE_MS);
  assert.equal(await reconcileBooks(comparing(w), "recent"), { kind: "done", opened: 0 });
  const taken = await w.db.selectFrom("reconciliation").selectAll().where("id", "=", "rcn_left").executeTakeFirst();
  assert.is(taken?.reason, "broken-off");
  await w.close();
});

test("everything is looked at, however many pages the node makes of it", async () => {
  const w = await busyShop();
  for (let count = 0; count < 2; count += 1) {
    const order = await placeWithInvoice(w, orderFor(w, await addProduct(w, { priceMinor: 3_000n })));
    await w.node.payAsBuyer(order.bolt11);
    await askedPayout(w, 100n);
    await sendDue(w.sending);
  }
  w.clock.advance(5n * MINUTE_MS);
  const records: Comparing["records"] = {
    ...w.node,
    listSettled: (page) => w.node.listSettled({ ...page, limit: 1 }),
    listPayments: (page) => w.node.listPayments({ ...page, limit: 1 }),
  };
  await w.db.updateTable("outgoing_attempt").set({ state: "failed", fee_msat: null }).execute();
  await reconcileBooks(comparing(w, { records }), "recent");
  const kinds = (await found(w)).map(([kind]) => String(kind)).toSorted((one, other) => (one < other ? -1 : 1));
  assert.equal(kinds, [
    "invoice-unbooked",
    "invoice-unbooked",
    "payment-unbooked",
    "payment-unbooked",
    "payment-unbooked",
  ]);
  await w.close();
});

test("a refund that the node does not know says which order it is about, and one on its way is no finding", async () => {
  const w = await busyShop();
  const order = await placeWithInvoice(w, orderFor(w, await addProduct(w, { priceMinor: 3_000n })));
  await w.node.payAsBuyer(order.bolt11, msatFromSat(4_000n));
  await sweepInvoices(w.observing, w.node);
  const refund = { orderId: order.orderId, amountMsat: msatFromSat(1_000n), destination: TO_ADDRESS };
  await askRefund(w, { ...refund, by: "buyer" });
  await sendDue(w.sending);
  w.clock.advance(10n * MINUTE_MS);
  const { payment_hash: hash } = await w.db
    .selectFrom("outgoing_attempt")
    .innerJoin("outgoing", "outgoing.id", "outgoing_attempt.outgoing_id")
    .where("purpose", "=", "refund")
    .select("payment_hash")
    .executeTakeFirstOrThrow();
  const told = async (state: "pending" | "failed") =>
    reconcileBooks(
      comparing(w, {
        records: {
          ...w.node,
          listPayments: async () => ({
            items: [
              state === "pending" ? { state, paymentHash: hash } : { state, paymentHash: hash, reason: "no-route" },
            ],
            next: undefined,
          }),
        },
      }),
      "recent",
    );
  await told("failed");
  const [finding] = await listFindings(w.db, "open", 5);
  assert.equal([finding?.kind, finding?.orderId, finding?.nodeMsat], ["payment-missing", order.orderId, 0n]);
  await told("pending");
  assert.is(await countFindings(w.db), 0);
  await w.close();
});

test("coins with another amount in the wallet are found, and a node that refuses the hub is told apart", async () => {
  const w = await busyShop();
  const chain: Comparing["chain"] = {
    ...w.chain,
    transactions: async (from) =>
      (await w.chain.transactions(from)).map((each) => ({
        ...each,
        outputs: each.outputs.map((output) => ({ ...output, amountMsat: msatFromSat(6_999n) })),
      })),
  };
  await reconcileBooks(comparing(w, { chain }), "recent");
  assert.equal(await found(w), [["output-differs", 7_000_000n, 6_999_000n]]);
  const records = { ...w.node, listSettled: () => Promise.reject(new Misconfigured("no such macaroon")) };
  const refused = await reconcileBooks(comparing(w, { records }), "recent");
  assert.equal(refused, { kind: "failed", reason: "misconfigured" });
  await w.close();
});

test("a hub that has sold nothing yet compares nothing, and fits", async () => {
  const shop = await openShop();
  const { db, clock, random, node, chain } = shop;
  const deps = { db, clock, random, node, records: node, payer: node, chain };
  assert.equal(await reconcileBooks(deps, "thorough"), { kind: "done", opened: 0 });
  await shop.close();
});
