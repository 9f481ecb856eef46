import fc from "fast-check";
import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { MINUTE_MS, blockHeight } from "../../../app/domain/time.ts";
import { OutcomeUnknown } from "../../../app/domain/outcome.ts";
import type { Fault } from "../../../app/gateways/lightning/sandbox-faults.ts";
import type { Payment } from "../../../app/gateways/chain/sandbox-hands.ts";
import { cancel } from "../../../app/orders/cancel.ts";
import { ship } from "../../../app/orders/ship.ts";
import { askForRest } from "../../../app/payments/ask-for-rest.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
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
  | { do: "look" | "expire" | "cancel" | "ship" | "ask-for-rest" }
  /** Any invoice that the order ever had, as somebody does who scanned it earlier. */
  | { do: "pay-lightning"; attempt: number }
  | { do: "break"; method: "tip" | "transactions" }
  | { do: "break-node"; method: "cancelInvoice" | "createInvoice" | "findInvoice"; fault: Fault };

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
        "ask-for-rest" as const,
        "ask-for-rest" as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("pay-lightning" as const), attempt: fc.nat(3) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("break-node" as const),
      method: fc.constantFrom("cancelInvoice" as const, "createInvoice" as const, "findInvoice" as const),
      fault: fc.constantFrom("not-applied" as const, "applied-but-unanswered" as const),
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
  if (step.do === "break-node") shop.node.faults.next(step.method, step.fault);
  if (step.do === "ask-for-rest") await askAgain(world);
  if (step.do === "pay-lightning") await payOverLightning(world, step.attempt);
}

/** The hub does it again as long as the node does not answer; here whoever comes next does. */
async function askAgain({ shop, placed }: ChainOrder): Promise<void> {
  const deps = { ...shop.observing, node: shop.node, canceller: shop.node };
  await askForRest(deps, placed.chargeId).catch(unlessUnanswered);
}

async function payOverLightning({ shop }: ChainOrder, attempt: number): Promise<void> {
  const invoices = await shop.db.selectFrom("lightning_invoice").select("bolt11").orderBy("attempt").execute();
  const bolt11 = invoices[attempt]?.bolt11 ?? null;
  if (bolt11 === null) return;
  await shop.node.payAsBuyer(bolt11);
  await sweepInvoices(shop.observing, shop.node);
}

function unlessUnanswered(error: unknown): void {
  if (!(error instanceof OutcomeUnknown)) throw error;
}

/** Of every invoice that the order ever had: what the node has received for it, and how many could still be paid. */
async function atTheNode({ shop }: ChainOrder): Promise<{ receivedMsat: bigint; asked: bigint[] }> {
  const rows = await shop.db.selectFrom("lightning_invoice").selectAll().execute();
  const known = await Promise.all(
    rows.map(async (row) => ({ ...row, found: await shop.node.findInvoice(row.payment_hash) })),
  );
  return {
    receivedMsat: known.reduce((sum, { found }) => sum + (found?.receivedMsat ?? 0n), 0n),
    asked: known.filter(({ found }) => found?.state === "open").map(({ amount_msat }) => amount_msat),
  };
}

/** Whatever broke before: asked often enough, the node holds one invoice over what is due, or none. */
async function assertAsksForRest(world: ChainOrder): Promise<void> {
  const { shop } = world;
  for (let round = 0; round <= LONGEST; round += 1) {
    // What the plan broke of looking, this test must not run into.
    await shop.node.findInvoice("00".repeat(32)).catch(() => undefined);
    // Long enough that nothing is on its way any more, and short enough for the order to stay open.
    if (round % 10 === 0) shop.clock.advance(31_000n);
    await sweepInvoices(shop.observing, shop.node);
    await askAgain(world);
  }
  const { receivedMsat, asked } = await atTheNode(world);
  const { state, totalMsat, paidMsat, charge } = await world.order();
  assert.is(await inTheBooks(world, "asset:lightning"), receivedMsat, "Lightning");
  const isInTime = state === "open" && charge.expiresAtMs > shop.clock();
  assert.equal(asked, isInTime && totalMsat > paidMsat ? [totalMsat - paidMsat] : [], `asked for in ${state}`);
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

async function inTheBooks({ shop }: ChainOrder, account: "asset:chain" | "asset:lightning"): Promise<bigint> {
  const rows = await shop.db.selectFrom("posting").selectAll().where("account", "=", account).execute();
  return rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
}

test(
  "whatever the chain, the node, the buyer and the clock do, the books hold what came, no stock leaks, and nothing is asked for twice",
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
          assert.is(await inTheBooks(world, "asset:chain"), await onChain(world));
          await assertAsksForRest(world);
        }),
      ),
      { numRuns: 40, seed: 20_267, endOnFailure: true },
    );
  },
  { timeoutMs: 120_000 },
);
