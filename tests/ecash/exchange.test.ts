import * as assert from "uvu/assert";
import { isRefused } from "../../app/domain/refusal.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { balances } from "../../app/payments/balances.ts";
import { assertSound } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { ofNewWallet, swapped } from "../support/swapped-token.ts";
import { FOREIGN_URL, openForeign } from "./foreign.ts";
import type { Foreign } from "./foreign.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

const test = suite("ecash/exchange");

/** Whatever happens: what the hub holds is coins of its own mint, as its books say, and the mint owes them. */
async function within(body: (world: EcashWorld, foreign: Foreign) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  const foreign = await openForeign(world);
  try {
    await body(world, foreign);
    await assertSound(world.shop);
    const { db } = world.shop;
    const coins = await db.selectFrom("coin").selectAll().where("state", "=", "held").execute();
    const held = coins.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
    assert.is((await balances(db)).get("asset:ecash") ?? 0n, held);
    for (const { mint_url } of coins) assert.is(mint_url, MINT_URL);
    const { issued, redeemed } = world.mint.sums();
    assert.is((issued - redeemed) * 1_000n, held);
  } finally {
    foreign.close();
    await world.close();
  }
}

async function bring(foreign: Foreign, chargeId: string, token: string) {
  const answer = await receiveToken(foreign.ecash, { chargeId, token });
  return isRefused(answer) ? answer.reason : answer.state;
}

async function paid({ shop: { db } }: EcashWorld): Promise<bigint[]> {
  const rows = await db.selectFrom("payment").select("amount_msat").where("rail", "=", "ecash").execute();
  return rows.map(({ amount_msat }) => amount_msat);
}

/** The sums of the tokens of the other mint that are there for whoever brought coins of it. */
async function givenBack({ shop: { db } }: EcashWorld): Promise<bigint[]> {
  const rows = await db.selectFrom("ecash_token").selectAll().where("mint_url", "=", FOREIGN_URL).execute();
  return rows.map(({ amount_msat }) => amount_msat);
}

async function goOn({ shop: { clock } }: EcashWorld, { ecash }: Foreign, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    clock.advance(60_000n);
    await finishDueOps(ecash);
  }
}

test("a token of another mint pays an order over Lightning, and what the way did not cost goes back as a token", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    assert.is(await bring(f, order.chargeId, await f.token(511n)), "done");
    const state = w.shop.db.selectFrom("orders").select("state").where("id", "=", order.orderId);
    assert.is((await state.executeTakeFirstOrThrow()).state, "paid");
    const [sum = 0n] = await paid(w);
    const [back = 0n] = await givenBack(w);
    // One sat for the route, one for the other mint.
    assert.is(sum + back + 2_000n, 511_000n);
    assert.ok(sum >= 500_000n, `${sum}`);
    assert.is(f.owesSat() * 1_000n, back);
  });
});

test("what goes back is good at its mint", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    await bring(f, order.chargeId, await f.token(511n));
    const row = await w.shop.db.selectFrom("ecash_token").selectAll().executeTakeFirstOrThrow();
    const text = f.ecash.seal.open(row.sealed ?? "", row.id);
    assert.is(coinKit.peek(text)?.mint, FOREIGN_URL);
    const states = await f.ecash.mintAt(FOREIGN_URL).states(JSON.parse(row.points));
    for (const { state } of states.values()) assert.is(state, "unspent");
  });
});

test("the same token brought again, at once or later, is exchanged once", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    const token = await f.token(511n);
    await Promise.allSettled([bring(f, order.chargeId, token), bring(f, order.chargeId, token)]);
    await goOn(w, f, 2);
    assert.is(await bring(f, order.chargeId, token), "done");
    assert.is((await paid(w)).length, 1);
  });
});

test("a mint whose node finds no way leaves its coins to their owner, who may bring them again", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    const token = await f.token(511n);
    f.setRoute("closed");
    assert.is(await bring(f, order.chargeId, token), "refused");
    assert.equal(await paid(w), []);
    f.setRoute("open");
    assert.is(await bring(f, order.chargeId, token), "done");
    assert.is((await paid(w)).length, 1);
    await goOn(w, f, 80);
    assert.is((await paid(w)).length, 1);
  });
});

test("a payment that is held on its way is waited for, past the time of its invoice, and arrives once", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    f.setRoute("held");
    assert.is(await bring(f, order.chargeId, await f.token(511n)), "waiting");
    await goOn(w, f, 3);
    assert.equal(await paid(w), []);
    f.setRoute("open");
    await goOn(w, f, 12);
    assert.is((await paid(w)).length, 1);
  });
});

test("when the other mint was not reached, the next look makes the payment and has what it was for", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    f.trouble.push({ path: "/v1/melt/bolt11", how: "not-applied" });
    assert.is(await bring(f, order.chargeId, await f.token(511n)), "waiting");
    await goOn(w, f, 1);
    assert.is((await paid(w)).length, 1);
  });
});

const CUTS: { at: "own" | "foreign"; trouble: Trouble[] }[] = [
  { at: "foreign", trouble: [{ path: "/v1/melt/bolt11", how: "unanswered" }] },
  { at: "foreign", trouble: [{ path: "/v1/melt/bolt11", how: "not-applied" }] },
  { at: "own", trouble: [{ path: "/v1/mint/bolt11", how: "unanswered" }] },
  { at: "own", trouble: [{ path: "/v1/mint/bolt11", how: "not-applied" }] },
  {
    at: "own",
    trouble: [
      { path: "/v1/mint/bolt11", how: "unanswered" },
      // The first looks whether the numbers of the coins are free.
      { path: "/v1/restore", how: "not-applied", after: 1 },
    ],
  },
];

for (const { at, trouble } of CUTS) {
  const what = trouble.map(({ path, how }) => `${path} ${how}`).join(", then ");
  test(`what goes wrong at ${at === "own" ? "the hub's mint" : "the other mint"} (${what}) costs nobody anything`, async () => {
    await within(async (w, f) => {
      const order = await w.order(500n);
      (at === "own" ? w.trouble : f.trouble).push(...trouble);
      assert.is(await bring(f, order.chargeId, await f.token(511n)), "waiting");
      await goOn(w, f, 4);
      assert.equal([w.trouble, f.trouble], [[], []]);
      const [sum = 0n] = await paid(w);
      const [back = 0n] = await givenBack(w);
      assert.is(sum + back + 2_000n, 511_000n);
    });
  });
}

test("a token of another mint that is spent pays nothing, and nobody has to look at it", async () => {
  await within(async (w, f) => {
    const order = await w.order(100n);
    const token = await f.token(110n);
    await swapped(f.port, token, ofNewWallet());
    assert.is(await bring(f, order.chargeId, token), "refused");
    await goOn(w, f, 30);
    assert.equal(await paid(w), []);
    const open = await w.shop.db.selectFrom("ecash_op").select("id").where("state", "!=", "refused").execute();
    assert.equal(open, []);
    assert.is(await bring(f, order.chargeId, token), "refused");
  });
});

test("where no mint answers nothing has begun", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    f.trouble.push({ path: "/v1/melt/quote/bolt11", how: "not-applied" });
    const token = await f.token(511n);
    assert.is(await bring(f, order.chargeId, token), "mint-away");
    assert.equal(await w.shop.db.selectFrom("ecash_op").selectAll().execute(), []);
    assert.is(await bring(f, order.chargeId, token), "done");
  });
});

test("what would cost more than a twentieth of a token, or is more than is taken of its mint, is refused", async () => {
  await within(async (w, f) => {
    const order = await w.order(10n);
    assert.is(await bring(f, order.chargeId, await f.token(12n)), "exchange-too-dear");
    const cap = (change: { cap_msat?: bigint; payment_cap_msat?: bigint }) =>
      w.shop.db.updateTable("mint").set(change).where("url", "=", FOREIGN_URL).execute();
    await cap({ payment_cap_msat: 400_000n });
    assert.is(await bring(f, order.chargeId, await f.token(500n)), "mint-capped");
    await cap({ payment_cap_msat: 500_000n, cap_msat: 700_000n });
    f.setRoute("held");
    assert.is(await bring(f, order.chargeId, await f.token(500n)), "waiting");
    assert.is(await bring(f, order.chargeId, await f.token(300n)), "mint-capped");
    f.setRoute("open");
    await goOn(w, f, 12);
    assert.is((await paid(w)).length, 1);
  });
});

test("a mint that says to have paid what never arrived is not used any more, and nothing is credited", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    const mint = f.ecash.mintAt(FOREIGN_URL);
    const lying = {
      ...mint,
      melt: async () => ({ ...(await lastQuote()), kind: "melt-quote" as const, state: "paid" as const, change: [] }),
    };
    const quotes: string[] = [];
    const watched = {
      ...lying,
      quoteMelt: async (request: { bolt11: string }) => {
        const quote = await mint.quoteMelt(request);
        if (quote.kind === "melt-quote") quotes.push(quote.id);
        return quote;
      },
    };
    const lastQuote = async () => {
      const quote = await mint.meltQuote(quotes.at(-1) ?? "");
      if (quote === undefined) throw new Error("nothing was quoted");
      return quote;
    };
    const ecash = { ...f.ecash, mintAt: (url: string) => (url === FOREIGN_URL ? watched : f.ecash.mintAt(url)) };
    const answer = await receiveToken(ecash, { chargeId: order.chargeId, token: await f.token(511n) });
    assert.is(isRefused(answer) ? answer.reason : answer.state, "waiting");
    await goOn(w, { ...f, ecash }, 90);
    assert.equal(await paid(w), []);
    const row = await w.shop.db.selectFrom("mint").selectAll().where("url", "=", FOREIGN_URL).executeTakeFirstOrThrow();
    assert.equal([row.state, row.reason], ["quarantined", "never-paid"]);
  });
});
