import * as assert from "uvu/assert";
import { DAY_MS } from "../../../../app/domain/time.ts";
import { askByPlans } from "../../../../app/payments/outgoing/plan/ask-by-plan.ts";
import { suite } from "../../../support/suite.ts";
import { comeIn } from "../people/come-in.ts";
import { wordsOf } from "../visitor.ts";
import { ADDRESS, openMoneyWorld, sold, walletInvoice } from "./money-world.ts";

const test = suite("http/pages/money/plan");
const AT = "/desk/money/plan";

test("a seller says where the money goes from an amount on, sees the hold, and it goes by itself after it", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "seller");
  assert.match(wordsOf(await visitor.get("/desk/money")), /No automatic payouts yet/);
  const wish = { destination: ADDRESS, rule: "threshold", threshold: "40,000" };
  const saved = await visitor.submit(await visitor.get(AT), AT, wish);
  assert.match(
    wordsOf(saved),
    /Saved\..*mina@wallet\.example.*From an amount on · 40,000 sat.*Nothing is sent there before/,
  );
  assert.is(await askByPlans(t.hub), 0);
  t.shop.clock.advance(DAY_MS);
  assert.is(await askByPlans(t.hub), 1);
  assert.is(await t.send(), 1);
  await t.close();
});

test("what is wrong is said at its field, and what was typed stays", async () => {
  const t = await openMoneyWorld();
  const { visitor } = await comeIn(t, "seller");
  const page = await visitor.get(AT);
  const tried = async (fields: Record<string, string>) => visitor.submit(page, AT, { destination: ADDRESS, ...fields });
  assert.match(wordsOf(await tried({ rule: "threshold", threshold: "" })), /whole sats, such as 100000/);
  assert.match(wordsOf(await tried({ destination: "nobody" })), /no Lightning address/);
  const invoice = await tried({ destination: await walletInvoice(t, 1_000n) });
  assert.match(wordsOf(invoice), /good only once/);
  t.hub.payee.read = () => ({ kind: "refused", reason: "wrong-network" });
  assert.match(wordsOf(await tried({})), /address of another chain/);
  assert.equal(await t.hub.db.selectFrom("payout_plan").selectAll().execute(), []);
  await t.close();
});

test("of two people who change it at once the second looks again; it can be removed", async () => {
  const t = await openMoneyWorld();
  const { visitor } = await comeIn(t, "seller");
  const page = await visitor.get(AT);
  await visitor.submit(page, AT, { destination: ADDRESS, rule: "weekly" });
  const second = await visitor.submit(page, AT, { destination: "thief@wallet.example", rule: "weekly" });
  assert.is(second.status, 409);
  assert.match(wordsOf(second), /changed meanwhile/);
  const now = await visitor.get(AT);
  assert.is((await visitor.post(`${AT}/remove`, { revision: "77" })).status, 409);
  assert.match(wordsOf(await visitor.submit(now, `${AT}/remove`)), /Removed/);
  await t.close();
});

test("whoever only looks at a desk changes no destination", async () => {
  const t = await openMoneyWorld();
  const at = `/owner/stalls/${t.shop.stallId}/desk/money/plan`;
  for (const role of ["support", "viewer"] as const) {
    const { visitor } = await comeIn(t, role);
    assert.is((await visitor.get(at)).status, 200, role);
    assert.is((await visitor.post(at, { destination: ADDRESS, rule: "weekly" })).status, 403, role);
    assert.is((await visitor.post(`${at}/remove`, { revision: "1" })).status, 403, role);
  }
  await t.close();
});
