import { getChainTransactions, getPayments } from "lightning";
import * as assert from "uvu/assert";
import { balances } from "../../../app/payments/balances.ts";
import type { Done } from "./crowd.ts";
import { MOST } from "./market.ts";
import type { Market } from "./market.ts";

/** Payouts and refunds left once each, by the books of the hub, of the node and of the chain alike. */
export async function assertPaidOut(market: Market, done: Done): Promise<void> {
  const overLightning = await assertLeftOverLightning(market);
  const onChain = await assertLeftOnChain(market);
  const rows = await market.db.selectFrom("outgoing").select(["id", "state"]).execute();
  const sent = rows.filter(({ state }) => state === "sent").map(({ id }) => id);
  assert.equal([...overLightning, ...onChain].toSorted(), sent.toSorted(), "what is said to have been sent");
  const known = new Set(rows.map(({ id }) => id));
  for (const id of [...done.payouts, ...done.refunds]) assert.ok(known.has(id), `${id} was forgotten`);
}

/** Each payment that LND made is of one that was asked for, over its amount; returns whose they are. */
async function assertLeftOverLightning({ db, stack, earlier }: Market): Promise<string[]> {
  const { payments } = await getPayments({ lnd: stack.shop.lnd, limit: MOST });
  const left = payments.filter(({ id, is_confirmed }) => is_confirmed && !earlier.has(id));
  const attempts = await db
    .selectFrom("outgoing_attempt")
    .innerJoin("outgoing", "outgoing.id", "outgoing_attempt.outgoing_id")
    .select(["payment_hash", "outgoing_id", "amount_msat", "fee_msat"])
    .where("outgoing_attempt.state", "=", "confirmed")
    .execute();
  assert.equal(
    attempts.map((row) => `${row.payment_hash} ${row.amount_msat} ${row.fee_msat}`).toSorted(),
    left.map((each) => `${each.id} ${each.mtokens} ${each.fee_mtokens}`).toSorted(),
    "what left over Lightning",
  );
  const gone = left.reduce((sum, each) => sum + BigInt(each.mtokens) + BigInt(each.fee_mtokens), 0n);
  await assertHeld(db, "lightning", gone);
  return attempts.map((row) => row.outgoing_id);
}

/** Each transaction of the wallet's is of one that was asked for, and its address got the amount once. */
async function assertLeftOnChain({ db, stack, earlier }: Market): Promise<string[]> {
  const { transactions } = await getChainTransactions({ lnd: stack.shop.lnd });
  const left = transactions.filter(({ id, is_outgoing }) => is_outgoing && !earlier.has(id));
  const rows = await db
    .selectFrom("outgoing_transaction")
    .innerJoin("outgoing", "outgoing.id", "outgoing_transaction.outgoing_id")
    .select(["outgoing_id", "confirmed_txid", "fee_msat", "destination", "amount_msat"])
    .where("outgoing_transaction.state", "=", "confirmed")
    .execute();
  assert.equal(
    rows.map((row) => `${row.confirmed_txid} ${row.fee_msat}`).toSorted(),
    left.map(({ id, fee = 0 }) => `${id} ${BigInt(fee) * 1_000n}`).toSorted(),
    "what left on chain",
  );
  for (const row of rows) assert.is(await receivedAt(stack, row.destination), row.amount_msat, row.destination);
  await assertHeld(
    db,
    "chain",
    rows.reduce((sum, row) => sum + row.amount_msat + row.fee_msat, 0n),
  );
  return rows.map((row) => row.outgoing_id);
}

/** In msat. The buyer spends nothing, so what an address got is still there. */
async function receivedAt({ bitcoind }: Market["stack"], address: string): Promise<bigint> {
  const found = await bitcoind.rpc("scantxoutset", ["start", [`addr(${address})`]]);
  const total: unknown = Reflect.get(Object(found), "total_amount");
  return BigInt(Math.round(Number(total) * 100_000_000)) * 1_000n;
}

/** The books hold what came on this rail, less what left. */
async function assertHeld(db: Market["db"], rail: "lightning" | "chain", goneMsat: bigint): Promise<void> {
  const { msat } = await db
    .selectFrom("payment")
    .where("rail", "=", rail)
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  const held = (await balances(db)).get(`asset:${rail}`) ?? 0n;
  assert.is(held, (msat ?? 0n) - goneMsat, `the books and what is there differ: ${rail}`);
}
