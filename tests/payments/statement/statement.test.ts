import { sql } from "kysely";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../../app/domain/money.ts";
import { DAY_MS } from "../../../app/domain/time.ts";
import { cancelOutgoing } from "../../../app/payments/outgoing/cancel-outgoing.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { setHubFee } from "../../../app/payments/hub-fee/set-hub-fee.ts";
import { setBudget } from "../../../app/payments/fee-budget/set-budget.ts";
import { sellerBalance } from "../../../app/payments/seller-balance.ts";
import { exportStatement } from "../../../app/payments/statement/export-statement.ts";
import { readStatement } from "../../../app/payments/statement/read-statement.ts";
import { worthOf, worthOfMovement } from "../../../app/payments/statement/movement.ts";
import type { Movement } from "../../../app/payments/statement/movement.ts";
import { lineAccounts } from "../../../app/payments/statement/whose.ts";
import type { Whose } from "../../../app/payments/statement/whose.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { NO_STALL, post } from "../../../app/db/post.ts";
import { newId } from "../../../app/domain/ids.ts";
import { tokenMaker } from "../../../app/ecash/make-token.ts";
import { tokenRefuser } from "../../../app/ecash/refuse-token.ts";
import { readDestination } from "../../../app/gateways/payee/read-destination.ts";
import { balances } from "../../../app/payments/balances.ts";
import { askPayout } from "../../../app/payments/outgoing/ask-payout.ts";
import { paidByToken } from "../../ecash/books-of-coins.ts";
import { openEcashWorld } from "../../ecash/world.ts";
import { transact } from "../../../app/db/transact.ts";
import { addProduct, addStall, assertSound, orderFor, placeWithInvoice } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { paidOnChain } from "../chain/paid-on-chain.ts";
import { askedPayout, openPayoutWorld, TO_ADDRESS } from "../outgoing/payout-world.ts";
import type { PayoutWorld } from "../outgoing/payout-world.ts";

const test = suite("payments/statement");

const OWNER = { personId: "per_owner", door: "admin", device: "" } as const;

/** Nobody is asked for an invoice. */
const nobody = { read: readDestination, invoiceFrom: () => Promise.reject(new Error("nobody is asked")) };

/** An order over so many sats that is paid a day after what was done before. */
async function sell(w: PayoutWorld, spec: { priceMinor: bigint; currency?: string }): Promise<string> {
  w.clock.advance(DAY_MS);
  const order = await placeWithInvoice(w, orderFor(w, await addProduct(w, spec)));
  await w.node.payAsBuyer(order.bolt11);
  await sweepInvoices(w.observing, w.node);
  return order.orderId;
}

/** Sold before there was a fee, then with one; something goes back, something is paid out and something is not. */
async function busyMonth(): Promise<PayoutWorld & { orderId: string }> {
  const w = await openPayoutWorld(10_000n);
  await transact(w.db, (tx) =>
    setBudget(tx, { purpose: "payout", period: "month", capMsat: 10_000_000n, capPpm: 1_000_000n }, w.clock()),
  );
  await setHubFee(w, { ppm: 20_000n, leastMsat: msat(0n) }, OWNER);
  const orderId = await sell(w, { priceMinor: 1_500_000n, currency: "KRW" });
  w.clock.advance(DAY_MS);
  await askRefund(w, { orderId, amountMsat: msatFromSat(500_000n), destination: TO_ADDRESS, by: OWNER });
  w.clock.advance(1n);
  await sendDue(w.sending);
  w.clock.advance(DAY_MS);
  await askedPayout(w, 5_000n);
  w.clock.advance(DAY_MS);
  await sendDue(w.sending);
  w.clock.advance(DAY_MS);
  const id = await askedPayout(w, 700n);
  w.clock.advance(DAY_MS);
  await cancelOutgoing(w, { id }, OWNER);
  return { ...w, orderId };
}

async function whole(w: PayoutWorld, whose: Whose) {
  return readStatement(w.db, whose, { fromMs: 0n, untilMs: w.clock() + 1n, limit: 100 });
}

const lines = (movements: readonly Movement[]) =>
  movements.map(({ kind, grossMsat, feeMsat, netMsat, balanceMsat }) => [
    kind,
    grossMsat / 1_000n,
    feeMsat / 1_000n,
    netMsat / 1_000n,
    balanceMsat / 1_000n,
  ]);

test("a seller's statement has every movement with gross, fee, net and the balance after it", async () => {
  const w = await busyMonth();
  const statement = await whole(w, { stallId: w.stallId });
  assert.equal(lines(statement.movements), [
    ["order", 10_000n, 0n, 10_000n, 10_000n],
    ["order", 1_000_000n, 20_000n, 980_000n, 990_000n],
    ["refund", -500_000n, -10_000n, -490_000n, 500_000n],
    ["payout", -5_000n, 0n, -5_000n, 495_000n],
    ["payout", -700n, 0n, -700n, 494_300n],
    ["payout-back", 700n, 0n, 700n, 495_000n],
  ]);
  assert.is(statement.openingMsat, 0n);
  assert.is(statement.closingMsat, await sellerBalance(w.db, w.stallId));
  assert.ok(statement.movements.every(({ netMsat, grossMsat, feeMsat }) => netMsat === grossMsat - feeMsat));
  await assertSound(w);
  await w.close();
});

test("the hub's own statement has what it earned and what it spent", async () => {
  const w = await busyMonth();
  const { movements, closingMsat } = await whole(w, "hub");
  assert.equal(lines(movements), [
    ["order", 20_000n, 0n, 20_000n, 20_000n],
    ["refund", -10_000n, 0n, -10_000n, 10_000n],
    // Sending it cost 1 sat and 0.1 %.
    ["refund", 0n, 501n, -501n, 9_499n],
    ["payout", 0n, 6n, -6n, 9_493n],
  ]);
  assert.is(
    closingMsat,
    movements.reduce((sum, { netMsat }) => sum + netMsat, 0n),
  );
  await w.close();
});

test("what mints take of the hub is in its statement: by itself, and with what is sent as a token", async () => {
  const w = await openEcashWorld();
  await paidByToken(w, 1_000n);
  w.shop.clock.advance(1n);
  const amountMsat = msatFromSat(400n);
  const destination = { kind: "ecash", text: "" } as const;
  const deps = { ...w.shop, refuseToken: tokenRefuser(w.ecash) };
  await askPayout(deps, { stallId: w.shop.stallId, amountMsat, destination, by: OWNER });
  await sendDue({ ...w.shop, payer: w.shop.node, payee: nobody, makeToken: tokenMaker(w.ecash) });
  w.shop.clock.advance(1n);
  await transact(w.shop.db, (tx) =>
    post(tx, {
      id: newId("jrn", w.shop.clock(), w.shop.random),
      stallId: NO_STALL,
      atMs: w.shop.clock(),
      lines: [
        { id: newId("pst", w.shop.clock(), w.shop.random), account: "expense:mint", amountMsat: 7_000n },
        { id: newId("pst", w.shop.clock(), w.shop.random), account: "asset:ecash", amountMsat: -7_000n },
      ],
    }),
  );
  const span = { fromMs: 0n, untilMs: w.shop.clock() + 1n, limit: 10 };
  const { movements, closingMsat } = await readStatement(w.shop.db, "hub", span);
  assert.equal(
    movements.map(({ kind, stallId, grossMsat }) => [kind, stallId, grossMsat]),
    [
      ["mint-fee", w.shop.stallId, 0n],
      ["payout", w.shop.stallId, 0n],
      ["mint-fee", undefined, 0n],
    ],
  );
  assert.ok(movements.every(({ feeMsat }) => feeMsat > 0n));
  assert.is(-closingMsat, (await balances(w.shop.db)).get("expense:mint"));
  const seller = await readStatement(w.shop.db, { stallId: w.shop.stallId }, span);
  assert.equal(lines(seller.movements), [
    ["order", 1_000n, 0n, 1_000n, 1_000n],
    ["payout", -400n, 0n, -400n, 600n],
  ]);
  await w.close();
});

test("a refund that did not go out comes back as a line of its own, with the hub's part of it", async () => {
  const w = await openPayoutWorld(1_000n);
  await setHubFee(w, { ppm: 100_000n, leastMsat: msat(0n) }, OWNER);
  const orderId = await sell(w, { priceMinor: 2_000n });
  w.clock.advance(1n);
  const asked = await askRefund(w, { orderId, amountMsat: msatFromSat(500n), destination: TO_ADDRESS, by: OWNER });
  w.clock.advance(1n);
  await cancelOutgoing(w, { id: "id" in asked ? asked.id : "" }, OWNER);
  assert.equal(lines((await whole(w, { stallId: w.stallId })).movements).slice(1), [
    ["order", 2_000n, 200n, 1_800n, 2_800n],
    ["refund", -500n, -50n, -450n, 2_350n],
    ["refund-back", 500n, 50n, 450n, 2_800n],
  ]);
  await w.close();
});

test("money that a chain takes back is a line of its own, and takes the hub's fee with it", () =>
  paidOnChain(async (world) => {
    const { shop } = world;
    const { orderId } = world.placed;
    await shop.db.updateTable("orders").set({ hub_fee_msat: 100_000n }).where("id", "=", orderId).execute();
    world.pay(2_000n);
    shop.chain.mine(1);
    await world.look();
    shop.chain.reorganise(1, "dropped");
    await world.look();
    const span = { fromMs: 0n, untilMs: shop.clock() + 1n, limit: 10 };
    const { movements } = await readStatement(shop.db, { stallId: shop.stallId }, span);
    assert.equal(lines(movements), [
      ["order", 2_000n, 100n, 1_900n, 1_900n],
      ["reversed", -2_000n, -100n, -1_900n, 0n],
    ]);
  }));

test("an order of which the hub keeps everything is a line all the same", async () => {
  const w = await openPayoutWorld(1_000n);
  await setHubFee(w, { ppm: 1_000_000n, leastMsat: msat(0n) }, OWNER);
  await sell(w, { priceMinor: 2_000n });
  const { movements } = await whole(w, { stallId: w.stallId });
  assert.equal(lines(movements).slice(1), [["order", 2_000n, 2_000n, 0n, 1_000n]]);
  await w.close();
});

test("one stall's statement has nothing of another's", async () => {
  const w = await busyMonth();
  const other = await addStall(w, "elsewhere");
  assert.equal((await whole(w, { stallId: other })).movements, []);
  await w.close();
});

test("page after page, or period after period, each balance goes on where the last one ended", async () => {
  const w = await busyMonth();
  const whose = { stallId: w.stallId };
  const all = (await whole(w, whose)).movements;
  const paged: Movement[] = [];
  for (let after; ;) {
    const page = await readStatement(w.db, whose, { fromMs: 0n, untilMs: w.clock() + 1n, limit: 2, after });
    paged.push(...page.movements);
    after = page.nextAfter;
    if (after === undefined) break;
  }
  assert.equal(paged, all);
  const cut = all[3]?.atMs ?? 0n;
  const first = await readStatement(w.db, whose, { fromMs: 0n, untilMs: cut, limit: 100 });
  const second = await readStatement(w.db, whose, { fromMs: cut, untilMs: w.clock() + 1n, limit: 100 });
  assert.equal([...first.movements, ...second.movements], all);
  assert.is(first.closingMsat, second.openingMsat);
  assert.is(first.movements.at(-1)?.balanceMsat, first.closingMsat);
  await w.close();
});

test("an export has the same lines as the pages, between the balance before and the one after", async () => {
  const w = await busyMonth();
  const whose = { stallId: w.stallId };
  const { movements } = await whole(w, whose);
  const fromMs = movements[1]?.atMs ?? 0n;
  const exported: Movement[] = [];
  const ends: bigint[] = [];
  for await (const piece of exportStatement(w.db, whose, { fromMs, untilMs: w.clock() + 1n })) {
    if (piece.kind === "movements") exported.push(...piece.movements);
    else ends.push(piece.balanceMsat);
  }
  assert.equal(exported, movements.slice(1));
  assert.equal(ends, [10_000_000n, 495_000_000n]);
  await w.close();
});

test("what an order was worth is by its price when it was placed, with the rate's source and time", async () => {
  const w = await busyMonth();
  const { movements } = await whole(w, { stallId: w.stallId });
  const [sats, won, , payout] = movements;
  assert.is(sats?.price, undefined);
  assert.is(payout?.price, undefined);
  if (won?.price === undefined) throw new Error("the order in won has no price");
  assert.equal([won.price.rate.currency, won.price.rate.source], ["KRW", "test"]);
  assert.equal(worthOfMovement(won, won.price), { gross: 1_500_000n, fee: 30_000n, net: 1_470_000n });
  await w.close();
});

test("a whole order is worth its price, although its sats were rounded up, and parts are rounded half away from nothing", () => {
  // 19,000 won at 150,000,000 won for a bitcoin are 12,666.7 sat.
  const price = { minor: 19_000n, msat: 12_667_000n };
  assert.is(worthOf(12_667_000n, price), 19_000n);
  assert.is(worthOf(-12_667_000n, price), -19_000n);
  const cents = { minor: 1n, msat: 2_000n };
  assert.equal(
    [999n, 1_000n, -999n, -1_000n].map((amount) => worthOf(amount, cents)),
    [0n, 1n, 0n, -1n],
  );
});

for (const [whose, ofStall, index] of [
  [{ stallId: "x" }, "stall_id = 'x' AND", /posting_statement/],
  ["hub", "", /posting_hub_statement/],
] as const)
  test(`the statement of ${whose === "hub" ? "the hub" : "a stall"} is read along its index, however many postings there are`, async () => {
    const w = await openPayoutWorld();
    if (w.db.engine === "sqlite") {
      const { rows } = await sql<{ detail: string }>`EXPLAIN QUERY PLAN SELECT journal FROM posting
        WHERE ${sql.raw(ofStall)} account IN ${lineAccounts(whose)}
          AND (at_ms, journal) > (1, '') AND at_ms < 2 GROUP BY at_ms, journal ORDER BY at_ms, journal LIMIT 5`.execute(
        w.db,
      );
      const plan = rows.map(({ detail }) => detail).join("\n");
      assert.match(plan, index);
      assert.not.match(plan, /TEMP B-TREE/);
    }
    await w.close();
  });
