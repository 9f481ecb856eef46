import * as assert from "uvu/assert";
import { Misconfigured, OutcomeUnknown } from "../../app/domain/outcome.ts";
import { msat } from "../../app/domain/money.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { cancel } from "../../app/orders/cancel.ts";
import { askForRest } from "../../app/payments/ask-for-rest.ts";
import type { AskingForRest } from "../../app/payments/ask-for-rest.ts";
import { ASK_FOR_REST_JOB } from "../../app/payments/ask-for-rest-later.ts";
import { checkInvoice } from "../../app/payments/check-invoice.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { rejects, suite } from "../support/suite.ts";
import { PRICE_SAT, paidOnChain } from "./chain/paid-on-chain.ts";
import type { ChainOrder } from "./chain/paid-on-chain.ts";

const test = suite("payments/ask-for-rest");

const PART_SAT = 700n;
const REST_MSAT = (PRICE_SAT - PART_SAT) * 1_000n;

function asking({ shop }: ChainOrder): AskingForRest {
  return { ...shop.observing, node: shop.node, canceller: shop.node };
}

async function payPart(world: ChainOrder, sat = PART_SAT): Promise<string> {
  const txid = world.pay(sat);
  world.shop.chain.mine();
  await world.look();
  return txid;
}

async function payOverLightning({ shop, order }: ChainOrder): Promise<void> {
  const { lightning } = (await order()).charge;
  if (lightning === undefined) throw new Error("there is no invoice");
  await shop.node.payAsBuyer(lightning.bolt11);
  await checkInvoice(shop.observing, shop.node, lightning.paymentHash);
}

async function invoicesOf({ shop }: ChainOrder): Promise<[state: string, amountMsat: bigint, atNode: string][]> {
  const rows = await shop.db.selectFrom("lightning_invoice").selectAll().orderBy("attempt").execute();
  return Promise.all(
    rows.map(async (row) => [
      row.state,
      row.amount_msat,
      (await shop.node.findInvoice(row.payment_hash))?.state ?? "unknown",
    ]),
  );
}

async function askedFor({ shop }: ChainOrder): Promise<number> {
  const jobs = await shop.db.selectFrom("job").select("id").where("kind", "=", ASK_FOR_REST_JOB).execute();
  return jobs.length;
}

test("after a part on chain the invoice asks for the rest only, and the one before cannot be paid any more", () =>
  paidOnChain(async (world) => {
    await payPart(world);
    assert.is((await world.order()).charge.lightning, undefined, "nobody is shown an invoice for too much");
    assert.is(await askedFor(world), 1);
    assert.is(await askForRest(asking(world), world.placed.chargeId), true);
    assert.equal(await invoicesOf(world), [
      ["cancelled", 2_000_000n, "cancelled"],
      ["open", REST_MSAT, "open"],
    ]);
    const { charge } = await world.order();
    assert.is(readBolt11(charge.lightning?.bolt11 ?? "")?.amountMsat, REST_MSAT);
    assert.is(charge.chain?.amountSat, PRICE_SAT - PART_SAT);
    assert.equal(await world.shop.node.payAsBuyer(world.placed.bolt11), { state: "refused", reason: "expired" });
    await payOverLightning(world);
    const { state, paidMsat, refundableMsat } = await world.order();
    assert.equal([state, paidMsat, refundableMsat], ["paid", 2_000_000n, 0n]);
  }));

test("each further part makes it ask for less", () =>
  paidOnChain(async (world) => {
    for (const due of [1_300_000n, 600_000n]) {
      await payPart(world);
      await askForRest(asking(world), world.placed.chargeId);
      assert.equal((await invoicesOf(world)).at(-1), ["open", due, "open"]);
    }
  }));

test("a part that its chain takes back is asked for again, on both rails", () =>
  paidOnChain(async (world) => {
    await payPart(world);
    await askForRest(asking(world), world.placed.chargeId);
    await payOverLightning(world);
    assert.is((await world.order()).state, "paid");
    world.shop.chain.reorganise(1, "dropped");
    await world.look();
    await askForRest(asking(world), world.placed.chargeId);
    const { state, paidMsat, charge } = await world.order();
    assert.equal([state, paidMsat, charge.chain?.amountSat], ["open", REST_MSAT, PART_SAT]);
    assert.is(readBolt11(charge.lightning?.bolt11 ?? "")?.amountMsat, PART_SAT * 1_000n);
    await payOverLightning(world);
    assert.equal([(await world.order()).state, (await world.order()).refundableMsat], ["paid", 0n]);
  }));

test("an order that was paid on chain, or cancelled, has no invoice any more that somebody could pay", async () => {
  await paidOnChain(async (world) => {
    await payPart(world, PRICE_SAT);
    assert.is(await askForRest(asking(world), world.placed.chargeId), true);
    assert.equal(await invoicesOf(world), [["cancelled", 2_000_000n, "cancelled"]]);
    assert.is((await world.events()).at(-1), "charge.invoice-cancelled");
  });
  await paidOnChain(async (world) => {
    await cancel(world.shop.observing, world.placed.orderId, "buyer");
    assert.is(await askedFor(world), 1);
    await askForRest(asking(world), world.placed.chargeId);
    assert.equal(await invoicesOf(world), [["cancelled", 2_000_000n, "cancelled"]]);
  });
});

test("an order that is paid over Lightning asks for nothing more, and nothing is queued", () =>
  paidOnChain(async (world) => {
    await payOverLightning(world);
    assert.is(await askedFor(world), 0);
  }));

test("whoever pays the old invoice before it is cancelled has paid too much, and is owed that", () =>
  paidOnChain(async (world) => {
    await payPart(world);
    await world.shop.node.payAsBuyer(world.placed.bolt11);
    assert.is(await askForRest(asking(world), world.placed.chargeId), true);
    const { state, refundableMsat } = await world.order();
    assert.equal([state, refundableMsat], ["paid", PART_SAT * 1_000n]);
    assert.equal(await invoicesOf(world), [["settled", 2_000_000n, "settled"]]);
  }));

for (const method of ["cancelInvoice", "createInvoice"] as const)
  for (const fault of ["not-applied", "applied-but-unanswered"] as const)
    test(`${method} ${fault} ends as one invoice over the rest once it is tried again`, () =>
      paidOnChain(async (world) => {
        await payPart(world);
        world.shop.node.faults.next(method, fault);
        const first = await askForRest(asking(world), world.placed.chargeId).catch((error: unknown) => error);
        assert.ok(first === false || first instanceof OutcomeUnknown);
        world.shop.clock.advance(MINUTE_MS);
        for (let round = 0; round < 3; round += 1) await askForRest(asking(world), world.placed.chargeId);
        const open = (await invoicesOf(world)).filter(([, , atNode]) => atNode === "open");
        assert.equal(open, [["open", REST_MSAT, "open"]]);
      }));

test("killed after the old invoice was cancelled at the node, whoever comes next asks for the rest", () =>
  paidOnChain(async (world) => {
    await payPart(world);
    await world.shop.node.cancelInvoice(world.placed.paymentHash);
    // What sweeps open invoices may be first to see that it is cancelled.
    await sweepInvoices(world.shop.observing, world.shop.node);
    await askForRest(asking(world), world.placed.chargeId);
    assert.equal(await invoicesOf(world), [
      ["cancelled", 2_000_000n, "cancelled"],
      ["open", REST_MSAT, "open"],
    ]);
  }));

test("two who ask at the same moment make one invoice", () =>
  paidOnChain(async (world) => {
    await payPart(world);
    const { chargeId } = world.placed;
    await Promise.all([1, 2, 3].map(() => askForRest(asking(world), chargeId)));
    for (let round = 0; round < 2; round += 1) await askForRest(asking(world), chargeId);
    const open = (await invoicesOf(world)).filter(([, , atNode]) => atNode === "open");
    assert.equal(open, [["open", REST_MSAT, "open"]]);
  }));

test("an invoice that may still be on its way to the node is waited for, and then asks for too much no longer", () =>
  paidOnChain(async (world) => {
    const { shop, placed } = world;
    await shop.db.updateTable("lightning_invoice").set({ state: "intended", bolt11: null }).execute();
    await payPart(world);
    assert.is(await askForRest(asking(world), placed.chargeId), true);
    assert.equal(await invoicesOf(world), [
      ["cancelled", 2_000_000n, "cancelled"],
      ["open", REST_MSAT, "open"],
    ]);
  }));

test("a node that does not answer is asked again later", () =>
  paidOnChain(async (world) => {
    await world.shop.db.updateTable("lightning_invoice").set({ state: "intended", bolt11: null }).execute();
    await payPart(world);
    world.shop.node.faults.next("findInvoice", "not-applied");
    assert.is(await askForRest(asking(world), world.placed.chargeId), false);
  }));

test("nothing is asked for in the last seconds, or after them", () =>
  paidOnChain(async (world) => {
    await payPart(world);
    world.shop.clock.advance(15n * MINUTE_MS - 9_000n);
    await askForRest(asking(world), world.placed.chargeId);
    assert.equal(
      (await invoicesOf(world)).map(([state]) => state),
      ["cancelled"],
    );
  }));

test("a hub whose keys cannot cancel leaves the invoice; what it brings too much is owed back", () =>
  paidOnChain(async (world) => {
    await payPart(world);
    const deps = { ...asking(world), canceller: undefined };
    assert.is(await askForRest(deps, world.placed.chargeId), true);
    assert.equal(await invoicesOf(world), [["open", 2_000_000n, "open"]]);
    const locked = { cancelInvoice: () => Promise.reject(new Misconfigured("denied")) };
    const wrong = { ...asking(world), canceller: locked };
    assert.instance(await rejects(askForRest(wrong, world.placed.chargeId)), Misconfigured);
    await world.shop.node.payAsBuyer(world.placed.bolt11, msat(2_000_000n));
    await checkInvoice(world.shop.observing, world.shop.node, world.placed.paymentHash);
    assert.is((await world.order()).refundableMsat, PART_SAT * 1_000n);
  }));
