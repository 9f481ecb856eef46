import * as assert from "uvu/assert";
import type { z } from "zod";
import { DAY_MS } from "../../../app/domain/time.ts";
import type { balance, payout, payoutPage } from "../../../app/http/api/payout.ts";
import { setPlan } from "../../../app/payments/outgoing/plan/set-plan.ts";
import { addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, payOrder, placeOrder, posted, refused } from "../hub.ts";
import { addSeller, apiKey, askAs, newSession, newToken } from "../programs.ts";

const test = suite("/api/v1/desk/payouts");
const t = await openHub();
const [mine, theirs] = [await addSeller(t), await addSeller(t, await addStall(t.shop, "other"))];
const SCOPES = ["desk.money.read", "desk.money.ask"];
const key = (await apiKey(t, mine, SCOPES)).text;
const otherKey = (await apiKey(t, theirs, SCOPES)).text;
const readingKey = (await apiKey(t, mine, ["desk.money.read"])).text;
test.after(() => t.close());

type Payout = z.infer<typeof payout>;

const BASE = "/api/v1/desk/payouts";
const get = (path: string, by = key) => askAs(t, by, path);
const ask = (amountMsat: string, idempotencyKey?: string, by = key) => {
  const { headers, ...rest } = posted({ amountMsat });
  const keyed = idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey };
  return askAs(t, by, BASE, { ...rest, headers: { ...Object(headers), ...keyed } });
};

async function earn(sat: bigint): Promise<void> {
  await payOrder(t, await placeOrder(t, { priceMinor: sat }));
}

test("a program asks where the money goes, asks for some of it once, and takes it back", async () => {
  await earn(50_000n);
  const before = await answered<z.infer<typeof balance>>(get("/api/v1/desk/balance"), 200);
  assert.equal(before, { balanceMsat: "50000000", movingMsat: "0", destination: null });
  await refused(ask("1000", "none"), "no-destination");
  const destination = { kind: "lightning-address", text: "mina@wallet.example" } as const;
  const plan = {
    stallId: t.shop.stallId,
    destination,
    rule: "by-hand",
    thresholdMsat: undefined,
    revision: 0n,
  } as const;
  await setPlan(t.hub, plan, { personId: mine.id });
  await refused(ask("1000", "held"), "destination-on-hold");
  t.shop.clock.advance(DAY_MS);
  const made = await answered<Payout>(ask("20000000", "one"), 201);
  assert.equal([made.state, made.amountMsat, made.to, made.txid], ["ready", "20000000", destination, null]);
  assert.is((await answered<Payout>(ask("20000000", "one"), 201)).id, made.id);
  await refused(ask("1000", "one"), "idempotency-key-reused");
  const after = await answered<z.infer<typeof balance>>(get("/api/v1/desk/balance"), 200);
  assert.equal(
    [after.balanceMsat, after.movingMsat, after.destination?.text],
    ["30000000", "20000000", destination.text],
  );
  const cancelled = await answered<Payout>(askAs(t, key, `${BASE}/${made.id}/cancel`, posted({})), 200);
  assert.equal([cancelled.state, cancelled.reason], ["cancelled", "taken-back"]);
  await refused(askAs(t, key, `${BASE}/${made.id}/cancel`, posted({})), "already-on-its-way");
});

test("payouts are listed page by page, by state, newest first", async () => {
  for (const each of ["a", "b", "c"]) {
    await ask("1000", each);
    t.shop.clock.advance(1n);
  }
  type Page = z.infer<typeof payoutPage>;
  const first = await answered<Page>(get(`${BASE}?limit=2&state=ready`), 200);
  const second = await answered<Page>(get(`${BASE}?limit=2&state=ready&cursor=${first.nextCursor ?? ""}`), 200);
  assert.equal([first.items.length, second.items.length, second.nextCursor], [2, 1, null]);
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  assert.equal(ids, ids.toSorted().toReversed());
  const [newest = ""] = ids;
  assert.is((await answered<Payout>(get(`${BASE}/${newest}`), 200)).id, newest);
  await refused(get(`${BASE}?cursor=nonsense`), "invalid-input");
});

test("another stall's program sees and takes back nothing of it, and a key that only reads asks for nothing", async () => {
  const made = await answered<Payout>(ask("1000", "mine"), 201);
  await refused(get(`${BASE}/${made.id}`, otherKey), "unknown-outgoing");
  await refused(get(`${BASE}/nonsense`), "unknown-outgoing");
  await refused(askAs(t, otherKey, `${BASE}/${made.id}/cancel`, posted({})), "unknown-outgoing");
  assert.equal((await answered<z.infer<typeof payoutPage>>(get(BASE, otherKey), 200)).items, []);
  await refused(ask("1000", "reading", readingKey), "out-of-scope");
  await refused(askAs(t, readingKey, `${BASE}/${made.id}/cancel`, posted({})), "out-of-scope");
});

test("a request says its key and a real amount; a browser's session has to be proved lately", async () => {
  await refused(ask("1000"), "idempotency-key-missing");
  await refused(ask("0", "nothing"), "invalid-input");
  await refused(ask("9999999999999999999", "too-much"), "invalid-input");
  await refused(ask("2000000000000", "more"), "balance-too-low");
  const { id, cookie } = await newSession(t, mine);
  const token = await newToken(t, cookie);
  assert.is((await ask("1000", "fresh", token)).status, 201);
  await t.hub.db.updateTable("session").set({ proved_at_ms: 0n }).where("id", "=", id).execute();
  await refused(ask("1000", "stale", token), "confirm-first");
});
