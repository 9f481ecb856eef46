import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openBusyMarket } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { Visitor, formIn, wordsOf } from "./visitor.ts";

const test = suite("http/pages/stall-terms");

async function atDesk(check: (m: BusyMarket, seller: Visitor) => Promise<void>): Promise<void> {
  const m = await openBusyMarket();
  const seller = new Visitor(m);
  await seller.signIn({ role: "seller", stallId: m.stallId });
  await check(m, seller);
  await m.close();
}

function termsOf(m: BusyMarket) {
  return m.hub.db
    .selectFrom("stall")
    .where("id", "=", m.stallId)
    .select(["late_policy", "late_tolerance_ppm", "under_tolerance_ppm"])
    .select(["confirmations", "large_msat", "large_confirmations"])
    .executeTakeFirstOrThrow();
}

test("a seller says what becomes of late payments, how much may be missing, and how deep a payment has to be", () =>
  atDesk(async (m, seller) => {
    const form = await seller.get("/desk/stall");
    const typed = { "late-policy": "refund", late: "3", under: "0.5", confirmations: "2" };
    const large = { large: "250,000", "large-confirmations": "6" };
    assert.match(wordsOf(await seller.submit(form, "/desk/stall", { ...typed, ...large })), /Your stall is up to date/);
    assert.equal(await termsOf(m), {
      late_policy: "refund",
      late_tolerance_ppm: 30_000n,
      under_tolerance_ppm: 5_000n,
      confirmations: 2n,
      large_msat: 250_000_000n,
      large_confirmations: 6n,
    });
    const fields = new Map(formIn((await seller.get("/desk/stall")).html, "/desk/stall").fields);
    assert.equal(
      ["late-policy", "late", "under", "confirmations", "large", "large-confirmations"].map((name) => fields.get(name)),
      ["refund", "3", "0.5", "2", "250000", "6"],
    );
  }));

test("sent as it is, the form changes none of the terms", () =>
  atDesk(async (m, seller) => {
    const before = await termsOf(m);
    await seller.submit(await seller.get("/desk/stall"), "/desk/stall");
    assert.equal(await termsOf(m), before);
  }));

for (const [what, typed, expected] of [
  ["late payments are to be thrown away", { "late-policy": "keep" }, /If the whole amount comes.*: Please choose/],
  ["more than a tenth may be missing", { under: "10.1" }, /How much may be missing\?: .*from 0 to 10/],
  ["less than nothing may be missing", { under: "-1" }, /How much may be missing\?: .*from 0 to 10/],
  ["no block is needed", { confirmations: "0" }, /Confirmations of a payment on-chain: .*from 1 to 12/],
  ["more blocks are needed than anybody waits for", { confirmations: "13" }, /from 1 to 12/],
  ["a large payment begins at nothing", { large: "0" }, /A large payment begins at: .*at least 1/],
  ["a large payment begins at half a sat", { large: "0.5" }, /A large payment begins at: .*whole number/],
  ["there are more sats than can be", { large: "2100000000000001" }, /A large payment begins at: /],
  [
    "a large payment needs fewer blocks than a small one",
    { confirmations: "6", "large-confirmations": "3" },
    /cannot need fewer confirmations than a small one/,
  ],
] as const) {
  test(`terms by which ${what} are refused, and what was typed stays`, () =>
    atDesk(async (m, seller) => {
      const before = await termsOf(m);
      const wrong = await seller.submit(await seller.get("/desk/stall"), "/desk/stall", typed);
      assert.is(wrong.status, 422);
      assert.match(wordsOf(wrong), expected);
      assert.equal(await termsOf(m), before);
      const fields = new Map(formIn(wrong.html, "/desk/stall").fields);
      for (const [name, value] of Object.entries(typed)) if (name !== "late-policy") assert.is(fields.get(name), value);
    }));
}

test("an owner who looks at a stall reads its terms", () =>
  atDesk(async (m) => {
    const owner = new Visitor(m);
    await owner.signIn({ role: "owner" });
    const stall = wordsOf(await owner.get(`/owner/stalls/${m.stallId}/desk/stall`));
    assert.match(stall, /A large payment begins at/);
  }));
