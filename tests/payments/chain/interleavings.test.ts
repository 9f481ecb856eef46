import fc from "fast-check";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { MINUTE_MS, blockHeight } from "../../../app/domain/time.ts";
import type { Payment } from "../../../app/gateways/chain/sandbox-hands.ts";
import { cancel } from "../../../app/orders/cancel.ts";
import { ship } from "../../../app/orders/ship.ts";
import { checkInvoice } from "../../../app/payments/check-invoice.ts";
import { suite } from "../../support/suite.ts";
import { PRICE_SAT, paidOnChain } from "./paid-on-chain.ts";
import type { ChainOrder } from "./paid-on-chain.ts";

const test = suite("payments/chain/interleavings");

const LONGEST = 30;

type Step =
  | { do: "pay"; sats: bigint[] }
  | { do: "replace"; which: number; sats: bigint[] }
  | { do: "mine"; blocks: number }
  | { do: "reorganise"; depth: number; fate: "returned" | "kept" | "dropped" }
  | { do: "wait"; minutes: number }
  | { do: "look" | "expire" | "cancel" | "ship" | "pay-lightning" }
  | { do: "break"; method: "tip" | "transactions" };

const sat = fc.constantFrom(700n, 1_000n, PRICE_SAT, PRICE_SAT + 1n);
const sats = fc.array(sat, { minLength: 1, maxLength: 2 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pay" as const), sats }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("replace" as const),
      which: fc.nat(3),
      sats: fc.array(sat, { maxLength: 2 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("mine" as const), blocks: fc.constantFrom(1, 1, 3) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("reorganise" as const),
      depth: fc.constantFrom(1, 2, 5),
      fate: fc.constantFrom("returned" as const, "kept" as const, "dropped" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: fc.constantFrom(1, 16, 1_500) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "look" as const,
        "look" as const,
        "look" as const,
        "expire" as const,
        "pay-lightning" as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("cancel" as const, "ship" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("break" as const),
      method: fc.constantFrom("tip" as const, "transactions" as const),
    }),
  },
);

async function run(world: ChainOrder, paid: string[], step: Step): Promise<void> {
  const { shop, placed, address } = world;
  const outputs = (of: bigint[]) => of.map((each) => ({ address, amountMsat: msatFromSat(each) }));
  if (step.do === "pay") paid.push(world.pay(...step.sats));
  if (step.do === "replace") replace(world, paid, step.which, outputs(step.sats));
  if (step.do === "mine") shop.chain.mine(step.blocks);
  if (step.do === "reorganise") shop.chain.reorganise(step.depth, step.fate);
  if (step.do === "wait") shop.clock.advance(BigInt(step.minutes) * MINUTE_MS);
  if (step.do === "look") await world.look().catch(unlessAway);
  if (step.do === "expire") await world.expire();
  if (step.do === "cancel") await cancel(shop.observing, placed.orderId, "buyer");
  if (step.do === "ship") await ship(shop.observing, shop.stallId, placed.orderId);
  if (step.do === "break") shop.chain.faults.next(step.method, "not-applied");
  if (step.do === "pay-lightning") {
    await shop.node.payAsBuyer(placed.bolt11);
    await checkInvoice(shop.observing, shop.node, placed.paymentHash);
  }
}

/** What is in a block cannot be replaced any more. */
function replace({ shop }: ChainOrder, paid: string[], which: number, outputs: Payment[]): void {
  const txid = paid[which];
  if (txid === undefined) return;
  try {
    paid.push(shop.chain.replace(txid, ...outputs));
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("nothing replaces it"))) throw error;
  }
}

function unlessAway(error: unknown): void {
  if (!(error instanceof Error && error.message.includes("was told to fail"))) throw error;
}

/** What the chain holds for the shop, by its own account. */
async function onChain({ shop }: ChainOrder): Promise<bigint> {
  const all = await shop.chain.transactions(blockHeight(0));
  const mined = all.filter(({ block }) => block !== undefined).flatMap(({ outputs }) => outputs);
  return mined.reduce((sum, { amountMsat }) => sum + amountMsat, 0n);
}

async function inTheBooks({ shop }: ChainOrder): Promise<bigint> {
  const rows = await shop.db.selectFrom("posting").selectAll().where("account", "=", "asset:chain").execute();
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
}

test(
  "whatever the chain, the buyer and the clock do, the books hold exactly what is in the chain, and no stock leaks",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: LONGEST }), async (plan) =>
        paidOnChain(async (world) => {
          const paid: string[] = [];
          // Something to reorganise: the first block stands for ever.
          world.shop.chain.mine(10);
          for (const step of plan) await run(world, paid, step);
          // As often as a plan may have told it to fail, and once more.
          for (let round = 0; round <= LONGEST; round += 1) await world.look().catch(unlessAway);
          assert.is(await inTheBooks(world), await onChain(world));
        }),
      ),
      { numRuns: 40, seed: 20_267, endOnFailure: true },
    );
  },
  { timeoutMs: 120_000 },
);
