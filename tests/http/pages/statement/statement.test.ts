import * as assert from "uvu/assert";
import { msat } from "../../../../app/domain/money.ts";
import { csvLine } from "../../../../app/http/csv.ts";
import { periodFrom } from "../../../../app/http/pages/statement/period.ts";
import { setHubFee } from "../../../../app/payments/hub-fee/set-hub-fee.ts";
import { askPayout } from "../../../../app/payments/outgoing/ask-payout.ts";
import { addStall } from "../../../support/shop.ts";
import { suite } from "../../../support/suite.ts";
import { payOrder, placeOrder } from "../../hub.ts";
import { ADDRESS, openMoneyWorld } from "../money/money-world.ts";
import type { MoneyWorld } from "../money/money-world.ts";
import { comeIn } from "../people/come-in.ts";
import { wordsOf } from "../visitor.ts";
import { readCsv } from "./read-csv.ts";

const test = suite("http/pages/statement");

const OWNER = { personId: "per_owner", door: "admin", device: "" } as const;

/** Two percent is kept; something is sold in won, and a part of it asked for. */
async function soldSomething(): Promise<MoneyWorld & { orderId: string }> {
  const t = await openMoneyWorld();
  await setHubFee(t.shop, { ppm: 20_000n, leastMsat: msat(0n) }, OWNER);
  const order = await placeOrder(t, { currency: "KRW", priceMinor: 150_000n });
  await payOrder(t, order);
  const asked = { stallId: t.shop.stallId, amountMsat: msat(1_000_000n) };
  t.shop.clock.advance(1_000n);
  await askPayout(t.shop, { ...asked, destination: { kind: "lightning-address", text: ADDRESS }, by: OWNER });
  t.shop.clock.advance(1_000n);
  return { ...t, orderId: order.id };
}

test("a seller sees each movement with the hub's fee, what it was worth, and the balance", async () => {
  const t = await soldSomething();
  const { visitor } = await comeIn(t, "seller");
  const page = await visitor.get("/desk/statement");
  const words = wordsOf(page);
  assert.match(words, /Balance before 0 sat Balance after 97,000 sat/);
  assert.match(words, /paid 100,000 sat ₩150,000 2,000 sat 98,000 sat 98,000 sat/);
  assert.match(words, /Payout −1,000 sat – −1,000 sat 97,000 sat/);
  const later = await visitor.get("/desk/statement?period=2030");
  assert.match(wordsOf(later), /Balance before 97,000 sat Balance after 97,000 sat .*Nothing moved/);
  await t.close();
});

test("the CSV is read back to the same figures, with the rate's source and time", async () => {
  const t = await soldSomething();
  const { visitor } = await comeIn(t, "seller");
  const file = await visitor.get("/desk/statement.csv");
  assert.match(file.headers.get("content-disposition") ?? "", /^attachment; filename="statement-20\d\d-\d\d\.csv"$/);
  const [opening, order, payout, closing, ...more] = readCsv(file.html);
  assert.equal(more, []);
  assert.equal([opening?.["kind"], opening?.["balance_sat"]], ["opening", "0"]);
  assert.equal([closing?.["kind"], closing?.["balance_sat"]], ["closing", "97000"]);
  assert.equal(
    ["kind", "order", "gross_sat", "fee_sat", "net_sat", "currency", "gross", "fee", "net", "rate", "rate_source"].map(
      (name) => order?.[name],
    ),
    ["order", t.orderId, "100000", "2000", "98000", "KRW", "150000", "3000", "147000", "150000000", "test"],
  );
  assert.match(order?.["rate_time"] ?? "", /^20\d\d-\d\d-\d\dT/);
  assert.equal([payout?.["kind"], payout?.["net_sat"], payout?.["currency"]], ["payout", "-1000", ""]);
  await t.close();
});

test("the JSON file holds the same, exactly, to the thousandth of a sat", async () => {
  const t = await soldSomething();
  const { visitor } = await comeIn(t, "seller");
  const file = JSON.parse((await visitor.get("/desk/statement.json")).html) as {
    openingMsat: string;
    closingMsat: string;
    movements: { kind: string; netMsat: string; worth: { rateSource: string } | null }[];
  };
  assert.equal([file.openingMsat, file.closingMsat], ["0", "97000000"]);
  assert.equal(
    file.movements.map(({ kind, netMsat, worth }) => [kind, netMsat, worth?.rateSource]),
    [
      ["order", "98000000", "test"],
      ["payout", "-1000000", undefined],
    ],
  );
  await t.close();
});

test("the owner sees what the hub earned, and any stall's statement; a seller sees neither", async () => {
  const t = await soldSomething();
  const other = await addStall(t.shop, "elsewhere");
  const { visitor: owner } = await comeIn(t, "owner");
  assert.match(wordsOf(await owner.get("/owner/statement")), /Balance after 2,000 sat/);
  const ofStall = await owner.get(`/owner/stalls/${t.shop.stallId}/desk/statement`);
  assert.match(wordsOf(ofStall), /Balance after 97,000 sat/);
  assert.is(readCsv((await owner.get("/owner/statement.csv")).html).length, 3);
  const { visitor: neighbour } = await comeIn(t, "seller", "Nam", other);
  assert.match(wordsOf(await neighbour.get("/desk/statement")), /Balance after 0 sat/);
  assert.is(readCsv((await neighbour.get("/desk/statement.csv")).html).length, 2);
  for (const path of [
    "/owner/statement",
    "/owner/statement.csv",
    `/owner/stalls/${t.shop.stallId}/desk/statement.json`,
  ])
    assert.is((await neighbour.get(path)).status, 403, path);
  await t.close();
});

test("a long period is shown some lines at a time, each page going on where the last one ended", async () => {
  const t = await openMoneyWorld();
  for (let count = 0; count < 51; count += 1) {
    await payOrder(t, await placeOrder(t, { priceMinor: 100n }));
    t.shop.clock.advance(1n);
  }
  const { visitor } = await comeIn(t, "seller");
  const first = await visitor.get("/desk/statement");
  const next = /href="(\/desk\/statement\?[^"]*after=[^"]*)"/.exec(first.html)?.[1] ?? "";
  const second = await visitor.get(next.replaceAll("&amp;", "&"));
  assert.match(wordsOf(second), /100 sat – 100 sat 5,100 sat/);
  assert.not.match(wordsOf(second), /100 sat – 100 sat 5,000 sat/);
  await t.close();
});

test("periods are whole months, quarters, years and days by the clock on the wall, and nonsense is this month", () => {
  const now = BigInt(new Date(2026, 10, 27, 12).getTime());
  const spanOf = (query: string) => {
    const asked = new URLSearchParams(query);
    const { fromMs, untilMs, earlier, later } = periodFrom((name) => asked.get(name) ?? undefined, now);
    return [new Date(Number(fromMs)), new Date(Number(untilMs)), earlier, later];
  };
  assert.equal(spanOf("period=2026-01"), [
    new Date(2026, 0, 1),
    new Date(2026, 1, 1),
    "period=2025-12",
    "period=2026-02",
  ]);
  assert.equal(spanOf("period=2026-Q4"), [
    new Date(2026, 9, 1),
    new Date(2027, 0, 1),
    "period=2026-Q3",
    "period=2027-Q1",
  ]);
  assert.equal(spanOf("period=2026"), [new Date(2026, 0, 1), new Date(2027, 0, 1), "period=2025", "period=2027"]);
  assert.equal(spanOf("from=2026-02-27&to=2026-02-28"), [
    new Date(2026, 1, 27),
    new Date(2026, 2, 1),
    undefined,
    undefined,
  ]);
  for (const nonsense of [
    "period=2026-13",
    "period=x",
    "from=2026-02-30&to=2026-03-01",
    "from=2026-03-02&to=2026-03-01",
    "",
  ])
    assert.equal(spanOf(nonsense).slice(0, 2), [new Date(2026, 10, 1), new Date(2026, 11, 1)], nonsense);
});

test("no text in a file is taken for a formula, and only the hub's own figures stay figures", () => {
  const cells = ["=1+1", "+1", "@x", "-12.5", "\tx", { figure: "-12.5" }, "12", '"', "a,b"];
  assert.is(csvLine(cells), `'=1+1,'+1,'@x,'-12.5,'\tx,-12.5,12,"""","a,b"\r\n`);
});
