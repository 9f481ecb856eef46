import * as assert from "uvu/assert";
import { DAY_MS, HOUR_MS } from "../../../app/domain/time.ts";
import { msat } from "../../../app/domain/money.ts";
import { transact } from "../../../app/db/transact.ts";
import { setPayoutRules } from "../../../app/payments/outgoing/approval-rules.ts";
import { approve } from "../../../app/payments/outgoing/approve.ts";
import { askPayout } from "../../../app/payments/outgoing/ask-payout.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { askedPayout, openPayoutWorld, TO_ADDRESS } from "./payout-world.ts";
import type { PayoutWorld } from "./payout-world.ts";

const test = suite("payments/outgoing/approve");

async function withRules(rules: { over?: bigint; cap?: bigint }): Promise<PayoutWorld> {
  const w = await openPayoutWorld();
  const sats = (sat: bigint | undefined) => (sat === undefined ? undefined : sat * 1_000n);
  const set = { approvalOverMsat: sats(rules.over), dailyCapMsat: sats(rules.cap) };
  await transact(w.db, (tx) => setPayoutRules(tx, set, w.clock()));
  return w;
}

test("above the limit two people must say yes, each once", async () => {
  const w = await withRules({ over: 10_000n });
  const [owner, operator] = [await addPerson(w, "owner"), await addPerson(w, "operator")];
  const id = await askedPayout(w, 10_001n);
  assert.is(await sendDue(w.sending), 0);
  const yes = (personId: string, revision = 1n) => approve(w, { id, revision }, { personId });
  assert.equal(await yes(owner.id), { kind: "approved", missing: 1 });
  assert.is((await yes(owner.id)).kind, "refused");
  assert.is((await yes(operator.id, 2n)).kind, "refused");
  assert.is(await sendDue(w.sending), 0);
  assert.equal(await yes(operator.id), { kind: "approved", missing: 0 });
  assert.is(await sendDue(w.sending), 1);
  assert.is((await yes(operator.id)).kind, "refused");
  await w.close();
});

test("whoever may say yes and asks themselves needs one more person", async () => {
  const w = await withRules({ over: 10_000n });
  const [owner, operator] = [await addPerson(w, "owner"), await addPerson(w, "operator")];
  const asked = await askPayout(w, {
    stallId: w.stallId,
    amountMsat: msat(20_000_000n),
    destination: TO_ADDRESS,
    by: { personId: owner.id },
  });
  const id = asked.kind === "asked" ? asked.id : "";
  assert.is((await approve(w, { id, revision: 1n }, { personId: owner.id })).kind, "refused");
  assert.equal(await approve(w, { id, revision: 1n }, { personId: operator.id }), { kind: "approved", missing: 0 });
  await w.close();
});

test("up to the limit a payout needs nobody's yes", async () => {
  const w = await withRules({ over: 10_000n });
  await askedPayout(w, 10_000n);
  assert.is(await sendDue(w.sending), 1);
  await w.close();
});

test("no more than the cap leaves to a stall in a day, however it is divided", async () => {
  const w = await withRules({ cap: 50_000n });
  const ask = (sat: bigint) =>
    askPayout(w, {
      stallId: w.stallId,
      amountMsat: msat(sat * 1_000n),
      destination: TO_ADDRESS,
      by: { personId: w.sellerId },
    });
  const results = await Promise.all(Array.from({ length: 6 }, () => ask(10_000n)));
  assert.is(results.filter(({ kind }) => kind === "asked").length, 5);
  w.clock.advance(DAY_MS);
  assert.is((await ask(10_000n)).kind, "asked");
  await w.close();
});

test("for a day after a backup sheet was used nothing is paid out in that person's name", async () => {
  const w = await openPayoutWorld();
  await w.db
    .updateTable("person")
    .set({ hold_until_ms: w.clock() + DAY_MS })
    .where("id", "=", w.sellerId)
    .execute();
  const ask = () =>
    askPayout(w, {
      stallId: w.stallId,
      amountMsat: msat(1_000n),
      destination: TO_ADDRESS,
      by: { personId: w.sellerId },
    });
  const refused = await ask();
  assert.is(refused.kind === "refused" && refused.reason, "on-hold");
  w.clock.advance(DAY_MS + HOUR_MS);
  assert.is((await ask()).kind, "asked");
  await w.close();
});

test("two requests at once never take more than the seller has", async () => {
  const w = await openPayoutWorld(100_000n);
  const ask = () =>
    askPayout(w, {
      stallId: w.stallId,
      amountMsat: msat(60_000_000n),
      destination: TO_ADDRESS,
      by: { personId: w.sellerId },
    });
  const results = await Promise.all([ask(), ask(), ask()]);
  assert.equal(results.map((result) => ("reason" in result ? result.reason : result.kind)).toSorted(), [
    "asked",
    "balance-too-low",
    "balance-too-low",
  ]);
  await w.close();
});
