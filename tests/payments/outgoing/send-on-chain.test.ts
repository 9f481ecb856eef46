import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../../app/domain/money.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { transact } from "../../../app/db/transact.ts";
import { setBudget } from "../../../app/payments/fee-budget/set-budget.ts";
import { askPayout } from "../../../app/payments/outgoing/ask-payout.ts";
import { cancelOutgoing } from "../../../app/payments/outgoing/cancel-outgoing.ts";
import { setMostSatPerVbyte } from "../../../app/payments/outgoing/chain-fee-rule.ts";
import { countStuck, listOutgoing } from "../../../app/payments/outgoing/list-outgoing.ts";
import { send } from "../../../app/payments/outgoing/send.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import type { Sending } from "../../../app/payments/outgoing/sending.ts";
import { balances } from "../../../app/payments/balances.ts";
import { rejects, suite } from "../../support/suite.ts";
import { askedPayout, openPayoutWorld } from "./payout-world.ts";
import type { PayoutWorld } from "./payout-world.ts";

const test = suite("payments/outgoing/send-on-chain");

const SAT = 40_000n;
/** Of 141 virtual bytes at 2 sat. */
const FEE_MSAT = 282_000n;

type ChainWorld = Omit<PayoutWorld, "sending"> & { sending: Sending; address: string; id: string };

/** A payout of 40,000 sat to an address, asked for and not sent yet. */
async function world(): Promise<ChainWorld> {
  const w = await openPayoutWorld();
  const address = await w.chain.newAddress();
  const id = await askedPayout(w, SAT, { kind: "chain", text: address });
  return { ...w, sending: { ...w.sending, sender: w.chain }, address, id };
}

async function stateOf({ db, id }: ChainWorld) {
  const row = await db.selectFrom("outgoing").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return [row.state, row.reason];
}

async function transactionsOf({ db, id }: ChainWorld) {
  return db.selectFrom("outgoing_transaction").selectAll().where("outgoing_id", "=", id).orderBy("id").execute();
}

/** As many sweeps and blocks as it takes. */
async function carryThrough(w: ChainWorld): Promise<void> {
  for (let blocks = 0; blocks < 5; blocks += 1) {
    await sendDue(w.sending);
    w.clock.advance(10n * MINUTE_MS);
    w.chain.mine();
  }
  await sendDue(w.sending);
}

/** Whatever happened: it arrived, the wallet let the money go once, and the books say the same. */
async function assertSentOnce(w: ChainWorld, spentMsat = msatFromSat(SAT) + FEE_MSAT): Promise<void> {
  assert.equal(await stateOf(w), ["sent", ""]);
  assert.is(w.chain.spentMsat(), spentMsat, "the wallet let go something else than one payment and its fee");
  const sums = await balances(w.db);
  assert.is(
    [...sums.values()].reduce((sum, each) => sum + each, 0n),
    0n,
  );
  assert.is(sums.get("asset:chain"), -spentMsat, "the books and the wallet disagree");
  assert.is(sums.get("liability:outgoing"), 0n);
  const held = await w.db.selectFrom("fee_reservation").select("id").where("state", "=", "held").execute();
  assert.equal(held, [], "a fee stays set aside");
}

test("a payout to an address is written down signed, published, and sent once it is three blocks deep", async () => {
  const w = await world();
  assert.is(await send(w.sending, w.id), "waiting");
  const [signed] = await transactionsOf(w);
  assert.equal([signed?.state, signed?.fee_msat, signed?.published_at_ms], ["live", FEE_MSAT, w.clock()]);
  const onChain = async () => (await listOutgoing(w.db, { limit: 1 }, w.clock())).outgoing[0]?.onChain;
  assert.equal(await onChain(), { txid: signed?.txid, isPublished: true, confirmations: 0 });
  w.chain.mine(2);
  assert.is(await send(w.sending, w.id), "waiting");
  assert.is((await onChain())?.confirmations, 2);
  w.chain.mine();
  assert.is(await send(w.sending, w.id), "sent");
  assert.is(await send(w.sending, w.id), "waiting");
  const sums = await balances(w.db);
  assert.is(sums.get("expense:chain"), FEE_MSAT);
  assert.is(sums.get("liability:seller"), -60_000_000n);
  await assertSentOnce(w);
  const event = await w.db
    .selectFrom("event")
    .select("body")
    .where("type", "=", "payout.sent")
    .executeTakeFirstOrThrow();
  assert.is(JSON.parse(event.body).txid, signed?.txid);
  await w.close();
});

for (const method of ["feeRate", "draft", "publish", "look"] as const) {
  for (const fault of ["not-applied", "applied-but-unanswered"] as const) {
    test(`a payout to an address arrives once when the answer to ${method} is ${fault}`, async () => {
      const w = await world();
      if (method === "look") await send(w.sending, w.id);
      w.chain.faults.next(method, fault);
      assert.ok(["waiting", "postponed"].includes(await send(w.sending, w.id)));
      w.clock.advance(10n * MINUTE_MS);
      await carryThrough(w);
      assert.is((await transactionsOf(w)).length, 1);
      await assertSentOnce(w);
      await w.close();
    });
  }
}

test("a hub that dies before publishing publishes the very same when it is back", async () => {
  const w = await world();
  const died = () => Promise.reject(new Error("killed"));
  const dying = { ...w.sending, sender: { ...w.chain, publish: died } };
  await rejects(send(dying, w.id), /killed/);
  const [signed] = await transactionsOf(w);
  assert.is(signed?.published_at_ms, null);
  await carryThrough(w);
  assert.equal(
    (await transactionsOf(w)).map(({ txid }) => txid),
    [signed?.txid],
  );
  await assertSentOnce(w);
  await w.close();
});

test("ten processes at once sign several and publish one", async () => {
  const w = await world();
  await Promise.all(Array.from({ length: 10 }, () => send(w.sending, w.id)));
  await carryThrough(w);
  assert.is((await transactionsOf(w)).length, 1);
  await assertSentOnce(w);
  await w.close();
});

test("what was taken back while it was being signed is not published", async () => {
  const w = await world();
  const draft: typeof w.chain.draft = async (request) => {
    const signed = await w.chain.draft(request);
    await w.db.updateTable("outgoing").set({ state: "ready" }).where("id", "=", w.id).execute();
    await cancelOutgoing(w, { id: w.id }, { personId: w.sellerId });
    return signed;
  };
  const released: string[] = [];
  const release: typeof w.chain.release = async ({ txid }) => void released.push(txid);
  assert.is(await send({ ...w.sending, sender: { ...w.chain, draft, release } }, w.id), "waiting");
  assert.equal(await stateOf(w), ["cancelled", "taken-back"]);
  assert.is(w.chain.spentMsat(), 0n);
  assert.is(released.length, 1);
  await w.close();
});

test("a transaction that loses its block is not sent again, and finds another block", async () => {
  const w = await world();
  await send(w.sending, w.id);
  w.chain.mine(2);
  await send(w.sending, w.id);
  w.chain.reorganise(2, "returned");
  await send(w.sending, w.id);
  w.chain.reorganise(1, "dropped");
  await carryThrough(w);
  assert.is((await transactionsOf(w)).length, 1);
  await assertSentOnce(w);
  await w.close();
});

test("only when its coins were spent otherwise six blocks ago another is signed", async () => {
  const w = await world();
  await send(w.sending, w.id);
  const [first] = await transactionsOf(w);
  w.chain.spendElsewhere(JSON.parse(first?.inputs ?? "[]"));
  for (let blocks = 0; blocks < 5; blocks += 1) {
    w.chain.mine();
    assert.is(await send(w.sending, w.id), "waiting");
    assert.is((await transactionsOf(w)).length, 1);
  }
  const lost = w.chain.spentMsat();
  w.chain.mine();
  assert.is(await send(w.sending, w.id), "postponed");
  assert.equal(await stateOf(w), ["ready", "coins-spent"]);
  w.clock.advance(HOUR_MS);
  await carryThrough(w);
  assert.equal(
    (await transactionsOf(w)).map(({ state }) => state),
    ["failed", "confirmed"],
  );
  assert.equal(await stateOf(w), ["sent", ""]);
  assert.is(w.chain.spentMsat(), lost + msatFromSat(SAT) + FEE_MSAT);
  await w.close();
});

test("whoever raises its fee at the node itself has sent it: it is not sent once more", async () => {
  const w = await world();
  await send(w.sending, w.id);
  const [first] = await transactionsOf(w);
  const by = w.chain.spendElsewhere(JSON.parse(first?.inputs ?? "[]"), {
    address: w.address,
    amountMsat: msatFromSat(SAT),
  });
  w.chain.mine(6);
  assert.is(await send(w.sending, w.id), "sent");
  assert.equal(
    (await transactionsOf(w)).map((each) => [each.state, each.confirmed_txid]),
    [["confirmed", by]],
  );
  await assertSentOnce(w, msatFromSat(SAT) + 1_000_000n);
  await w.close();
});

test("when only a part of it was paid with its coins, a person has to look, and nothing else is sent", async () => {
  const w = await world();
  await send(w.sending, w.id);
  const [first] = await transactionsOf(w);
  w.chain.spendElsewhere(JSON.parse(first?.inputs ?? "[]"), { address: w.address, amountMsat: msatFromSat(1_000n) });
  w.chain.mine(8);
  w.clock.advance(2n * DAY_MS);
  assert.is(await send(w.sending, w.id), "waiting");
  assert.equal(await stateOf(w), ["sending", "stuck-on-chain"]);
  await w.close();
});

test("what no block takes for a day is shown to a person, until one does", async () => {
  const w = await world();
  await send(w.sending, w.id);
  w.clock.advance(DAY_MS + HOUR_MS);
  await send(w.sending, w.id);
  assert.equal(await stateOf(w), ["sending", "stuck-on-chain"]);
  assert.is(await countStuck(w.db), 1);
  w.chain.mine();
  await send(w.sending, w.id);
  assert.equal(await stateOf(w), ["sending", ""]);
  assert.is(await countStuck(w.db), 0);
  await w.close();
});

test("while blocks cost more than the owner lets them, it waits", async () => {
  const w = await world();
  w.chain.setFeeRate(51n);
  assert.is(await send(w.sending, w.id), "postponed");
  assert.equal(await stateOf(w), ["ready", "chain-fee-too-high"]);
  await transact(w.db, (tx) => setMostSatPerVbyte(tx, 10n, w.clock()));
  await transact(w.db, (tx) => setMostSatPerVbyte(tx, 5n, w.clock()));
  w.chain.setFeeRate(6n);
  w.clock.advance(HOUR_MS);
  assert.is(await send(w.sending, w.id), "postponed");
  w.chain.setFeeRate(2n);
  w.clock.advance(HOUR_MS);
  await carryThrough(w);
  await assertSentOnce(w);
  await w.close();
});

test("a fee of more than a twentieth of the amount is not paid, nor one that the budget has no room for", async () => {
  const w = await world();
  w.chain.setFeeRate(15n);
  await send(w.sending, w.id);
  assert.equal(await stateOf(w), ["ready", "chain-fee-too-high"]);
  w.chain.setFeeRate(2n);
  const budget = { purpose: "payout", period: "day", capPpm: 5_000n } as const;
  await transact(w.db, (tx) => setBudget(tx, { ...budget, capMsat: 281_000n }, w.clock()));
  w.clock.advance(HOUR_MS);
  await send(w.sending, w.id);
  assert.equal(await stateOf(w), ["ready", "fee-budget-too-small"]);
  assert.is(w.chain.spentMsat(), 0n);
  await transact(w.db, (tx) => setBudget(tx, { ...budget, capMsat: 282_000n }, w.clock()));
  w.clock.advance(HOUR_MS);
  await carryThrough(w);
  await assertSentOnce(w);
  await w.close();
});

test("a wallet with too little is tried again later", async () => {
  const w = await world();
  const poor = { ...w.sending, sender: { ...w.chain, draft: async () => "insufficient-balance" as const } };
  assert.is(await send(poor, w.id), "postponed");
  assert.equal(await stateOf(w), ["ready", "insufficient-balance"]);
  await w.close();
});

test("where the node may not send on chain, it waits for somebody to let it", async () => {
  const w = await world();
  assert.is(await send({ ...w.sending, sender: undefined }, w.id), "postponed");
  assert.equal(await stateOf(w), ["ready", "chain-not-allowed"]);
  w.clock.advance(HOUR_MS);
  const denied = () => Promise.reject(new Misconfigured("permission denied"));
  assert.is(await send({ ...w.sending, sender: { ...w.chain, feeRate: denied } }, w.id), "postponed");
  assert.equal(await stateOf(w), ["ready", "chain-not-allowed"]);
  w.clock.advance(HOUR_MS);
  await send(w.sending, w.id);
  assert.is(await send({ ...w.sending, sender: undefined }, w.id), "waiting");
  assert.is(await send({ ...w.sending, sender: { ...w.chain, look: denied } }, w.id), "waiting");
  await carryThrough(w);
  await assertSentOnce(w);
  await w.close();
});

test("an error of the program's own is not mistaken for one of the node's", async () => {
  const w = await world();
  const broken = () => Promise.reject(new TypeError("a bug"));
  await rejects(send({ ...w.sending, sender: { ...w.chain, feeRate: broken } }, w.id), /a bug/);
  await w.close();
});

test("dust, and parts of a sat, are not sent on chain", async () => {
  const w = await world();
  const ask = (amountMsat: bigint) =>
    askPayout(w, {
      stallId: w.stallId,
      amountMsat: msat(amountMsat),
      destination: { kind: "chain", text: w.address },
      by: { personId: w.sellerId },
    });
  for (const amountMsat of [999_000n, 2_000_500n]) {
    const asked = await ask(amountMsat);
    assert.is(isRefused(asked) && asked.reason, "below-dust");
  }
  assert.is((await ask(1_000_000n)).kind, "asked");
  await w.close();
});

test("of several processes that see it deep enough at the same moment one books it", async () => {
  const w = await world();
  await send(w.sending, w.id);
  w.chain.mine(3);
  const results = await Promise.all(Array.from({ length: 5 }, () => send(w.sending, w.id)));
  assert.is(results.filter((result) => result === "sent").length, 1);
  await assertSentOnce(w);
  await w.close();
});

test("of several processes that see its coins lost at the same moment one gives it up", async () => {
  const w = await world();
  await send(w.sending, w.id);
  const [first] = await transactionsOf(w);
  w.chain.spendElsewhere(JSON.parse(first?.inputs ?? "[]"));
  w.chain.mine(6);
  const results = await Promise.all(Array.from({ length: 5 }, () => send(w.sending, w.id)));
  assert.is(results.filter((result) => result === "postponed").length, 1);
  assert.equal(await stateOf(w), ["ready", "coins-spent"]);
  await w.close();
});

test("coins that could not be let go are the node's to free; a bug is not mistaken for that", async () => {
  const w = await world();
  const budget = { purpose: "payout", period: "day", capPpm: 5_000n, capMsat: 0n } as const;
  await transact(w.db, (tx) => setBudget(tx, budget, w.clock()));
  w.chain.faults.next("release", "applied-but-unanswered");
  assert.is(await send(w.sending, w.id), "postponed");
  assert.equal(await stateOf(w), ["ready", "fee-budget-too-small"]);
  w.clock.advance(HOUR_MS);
  const release = () => Promise.reject(new TypeError("a bug"));
  await rejects(send({ ...w.sending, sender: { ...w.chain, release } }, w.id), /a bug/);
  await w.close();
});

test("what the network refuses for now is published again", async () => {
  const w = await world();
  const refused = { ...w.sending, sender: { ...w.chain, publish: async () => "refused" as const } };
  assert.is(await send(refused, w.id), "waiting");
  const [signed] = await transactionsOf(w);
  assert.is(signed?.published_at_ms, null);
  await carryThrough(w);
  await assertSentOnce(w);
  await w.close();
});

test("however many wait for blocks, none of them keeps another from its turn", async () => {
  const w = await world();
  await sendDue(w.sending);
  const due = async () => {
    const row = await w.db
      .selectFrom("outgoing")
      .select("next_try_ms")
      .where("id", "=", w.id)
      .executeTakeFirstOrThrow();
    return row.next_try_ms <= w.clock();
  };
  assert.is(await due(), false);
  w.clock.advance(MINUTE_MS);
  assert.is(await due(), true);
  await carryThrough(w);
  await assertSentOnce(w);
  await w.close();
});
