import fc from "fast-check";
import * as assert from "uvu/assert";
import { msat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { cancel } from "../../app/orders/cancel.ts";
import { expireDue } from "../../app/orders/expire.ts";
import { place } from "../../app/orders/place.ts";
import { receive } from "../../app/orders/receive.ts";
import { ship } from "../../app/orders/ship.ts";
import { requestInvoice } from "../../app/payments/request-invoice.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { addProduct, assertSound, openShop, orderFor } from "../support/shop.ts";
import type { SeededProduct, Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("payments/interleavings");

/** What may happen to a shop; `which` picks one of the orders placed so far. */
type Step =
  | { do: "place"; product: number }
  | { do: "pay"; which: number; extraMsat: number }
  | { do: "wait"; minutes: number }
  | { do: "expire" | "sweep" }
  | { do: "cancel" | "ship" | "receive" | "ask-again"; which: number }
  | { do: "break"; method: "createInvoice" | "findInvoice"; how: "not-applied" | "applied-but-unanswered" };

type PlacedOrder = { orderId: string; chargeId: string; bolt11: string | undefined };

const which = fc.nat(11);
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("place" as const), product: fc.nat(2) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pay" as const), which, extraMsat: fc.constantFrom(0, 0, 1, 500_000) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: fc.constantFrom(1, 7, 16) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("expire" as const, "sweep" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("cancel" as const, "ship" as const, "receive" as const, "ask-again" as const),
      which,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("break" as const),
      method: fc.constantFrom("createInvoice" as const, "findInvoice" as const),
      how: fc.constantFrom("not-applied" as const, "applied-but-unanswered" as const),
    }),
  },
);

async function run(shop: Shop, products: readonly SeededProduct[], placed: PlacedOrder[], step: Step): Promise<void> {
  const order = "which" in step ? placed[step.which] : undefined;
  if (step.do === "place") return placeOne(shop, products[step.product], placed);
  if (step.do === "pay") return payOne(shop, order, BigInt(step.extraMsat));
  if (step.do === "wait") return shop.clock.advance(BigInt(step.minutes) * MINUTE_MS);
  if (step.do === "expire") return void (await expireDue(shop.observing, shop.node));
  if (step.do === "sweep") return void (await sweepInvoices(shop.observing, shop.node));
  if (step.do === "break") return shop.node.faults.next(step.method, step.how);
  if (order === undefined) return;
  if (step.do === "cancel") await cancel(shop.observing, order.orderId, "buyer");
  if (step.do === "ship") await ship(shop.observing, shop.stallId, order.orderId);
  if (step.do === "receive") await receive(shop.observing, order.orderId);
  if (step.do === "ask-again") await ask(shop, order);
}

async function placeOne(shop: Shop, product: SeededProduct | undefined, placed: PlacedOrder[]): Promise<void> {
  if (product === undefined) return;
  const result = await place(shop.placing, orderFor(shop, product));
  if (isRefused(result)) return assert.is(result.reason, "sold-out");
  const order: PlacedOrder = { orderId: result.orderId, chargeId: result.chargeId, bolt11: undefined };
  placed.push(order);
  const invoiced = await requestInvoice({ ...shop.observing, node: shop.node }, result.chargeId, result.intent);
  if (!isRefused(invoiced)) order.bolt11 = invoiced.bolt11;
}

async function ask(shop: Shop, order: PlacedOrder): Promise<void> {
  const invoiced = await requestInvoice({ ...shop.observing, node: shop.node }, order.chargeId);
  if (!isRefused(invoiced)) order.bolt11 = invoiced.bolt11;
}

/** What the buyer's wallet paid successfully, by the node's own account of it. */
let receivedByNode = 0n;

async function payOne(shop: Shop, order: PlacedOrder | undefined, extraMsat: bigint): Promise<void> {
  if (order?.bolt11 === undefined) return;
  const charge = await shop.db
    .selectFrom("charge")
    .select("amount_msat")
    .where("id", "=", order.chargeId)
    .executeTakeFirstOrThrow();
  const paid = await shop.node.payAsBuyer(order.bolt11, msat(charge.amount_msat + extraMsat));
  if (paid.state === "settled") receivedByNode += paid.amountMsat;
}

test(
  "whatever happens in whatever order, every msat that arrived is in the books once and no stock leaks",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 40 }), async (plan) => {
        const shop = await openShop();
        receivedByNode = 0n;
        try {
          const products = [
            await addProduct(shop, { stock: 1n }),
            await addProduct(shop, { stock: 3n, currency: "KRW", priceMinor: 9_000n }),
            await addProduct(shop),
          ];
          const placed: PlacedOrder[] = [];
          for (const step of plan) await run(shop, products, placed, step);
          for (let round = 0; round < 5; round += 1) await sweepInvoices(shop.observing, shop.node);
          await assertSound(shop);
          const booked = await shop.db
            .selectFrom("payment")
            .select((eb) => eb.fn.sum<bigint>("amount_msat").as("sum"))
            .executeTakeFirst();
          assert.is(booked?.sum ?? 0n, receivedByNode);
        } finally {
          await shop.close();
        }
      }),
      { numRuns: 60, seed: 20_261, endOnFailure: true },
    );
  },
  { timeoutMs: 120_000 },
);
