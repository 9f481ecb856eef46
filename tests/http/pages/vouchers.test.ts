import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { transact } from "../../../app/db/transact.ts";
import { DAY_MS } from "../../../app/domain/time.ts";
import { newVoucherCode } from "../../../app/domain/voucher-code.ts";
import { receiveToken } from "../../../app/ecash/receive-token.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { markRestored } from "../../../app/payments/restoration/mark-restored.ts";
import { ecashOf } from "../../ecash/world.ts";
import { suite } from "../../support/suite.ts";
import { openHub, placeOrder } from "../hub.ts";
import { again, comeIn } from "./people/come-in.ts";
import { Visitor, wordsOf } from "./visitor.ts";
import type { Answer } from "./visitor.ts";

const test = suite("http/pages/vouchers");
const t = await openHub();
const { ecash, token, trouble, close } = await ecashOf(t.shop);
t.hub.ecash = ecash;
const rich = await placeOrder(t, { priceMinor: 5_000n });
await receiveToken(ecash, { chargeId: rich.charge.id, token: await token(5_000n) });
const person = await comeIn(t, "owner");
const { visitor: owner } = person;
const BASE = "/owner/vouchers";
test.after(async () => {
  close();
  await t.close();
});

const LINK = /\/voucher#([0-9A-Z]{28})/g;

/** The codes as they are seen on the page, group by group. */
function codesOn({ html }: Answer): string[] {
  return [...html.matchAll(/<p class="voucher-code">([\s\S]*?)<\/p>/g)].map(([, groups = ""]) =>
    groups.replaceAll(/<[^>]+>|\s/g, ""),
  );
}

async function make(typed: Record<string, string> = {}): Promise<Answer> {
  return owner.submit(await owner.get(BASE), BASE, { amount: "21", ...typed });
}

async function code(typed: Record<string, string> = {}): Promise<string> {
  const [first] = codesOn(await make(typed));
  if (first === undefined) throw new Error("no code was shown");
  return first;
}

const tokenOn = ({ html }: Answer) => /cashuB[\w-]+={0,2}/.exec(html)?.[0] ?? "";

test("the owner makes vouchers, sees their codes once, and then only what became of them", async () => {
  const made = await make({ count: "3", note: "for the fair" });
  const codes = codesOn(made);
  assert.is(new Set(codes).size, 3);
  assert.match(wordsOf(made), /21 sat .*Good until/);
  assert.not.match(wordsOf(made), "for the fair");
  assert.is(made.headers.get("cache-control"), "no-store");
  const list = await owner.get(BASE);
  assert.match(wordsOf(list), /Waiting .* for the fair/);
  for (const each of codes) assert.not.ok(list.html.includes(each));
});

test("a form that is sent twice makes its vouchers once, and says so", async () => {
  const page = await owner.get(BASE);
  assert.is(codesOn(await owner.submit(page, BASE, { amount: "21" })).length, 1);
  const again = await owner.submit(page, BASE, { amount: "21" });
  assert.is(again.status, 409);
  assert.match(wordsOf(again), "These vouchers were made before");
});

for (const [what, typed, says] of [
  ["nothing", { amount: "" }, "whole sats, from 1 to 1,000,000"],
  ["parts of a sat", { amount: "1.5" }, "whole sats"],
  ["too much", { amount: "1000001" }, "whole sats"],
  ["too many", { count: "51" }, "a number from 1 to 50"],
  ["no days", { days: "0" }, "a number of days"],
  ["a long note", { note: "n".repeat(201) }, "at most 200 characters"],
] as const)
  test(`${what} is said to be wrong at its field, and nothing is made`, async () => {
    const answer = await make(typed);
    assert.is(answer.status, 422);
    assert.match(wordsOf(answer), says);
    assert.equal(codesOn(answer), []);
  });

test("more than the hub has in e-cash is refused", async () => {
  const answer = await make({ amount: "900000" });
  assert.is(answer.status, 409);
  assert.match(wordsOf(answer), "There is less e-cash here than that");
});

test("only the owner makes vouchers; whoever watches over the hub sees what became of them", async () => {
  for (const role of ["operator", "support", "viewer", "seller"] as const) {
    const { visitor } = await comeIn(t, role);
    const batch = "vcb_".padEnd(30, "0");
    assert.is((await visitor.post(BASE, { batch, amount: "21", count: "1", days: "1" })).status, 403, role);
    assert.is((await visitor.get(BASE)).status, role === "seller" ? 403 : 200, role);
  }
});

test("vouchers whose mint has not answered yet are shown all the same, and not given out before it has", async () => {
  trouble.push({ path: "/v1/swap", how: "unanswered" });
  const made = await make();
  assert.match(wordsOf(made), "The mint has not answered yet");
  const [early = ""] = codesOn(made);
  const answer = await new Visitor(t).post("/voucher", { code: early });
  assert.is(answer.status, 503);
  assert.match(wordsOf(answer), "as good as before");
});

test("whoever has the code sees what it is worth, takes it as a token, and sees the same token again", async () => {
  const voucher = await code();
  const holder = new Visitor(t);
  const typed = (voucher.match(/.{4}/g) ?? []).join(" - ").toLowerCase();
  const page = await holder.submit(await holder.get("/voucher"), "/voucher", { code: typed });
  assert.is(page.status, 200);
  assert.match(wordsOf(page), /Good for 21 sat, until /);
  const taken = await holder.submit(page, "/voucher/token");
  const text = tokenOn(taken);
  assert.is(coinKit.peek(text)?.amountMsat, 21_000n);
  const again = await holder.submit(await holder.get("/voucher"), "/voucher", { code: voucher });
  assert.is(tokenOn(again), text);
  assert.is(tokenOn(await holder.submit(page, "/voucher/token")), text);
});

test("a token that the mint has not signed yet is shown with the same code later", async () => {
  const voucher = await code();
  const holder = new Visitor(t);
  trouble.push({ path: "/v1/swap", how: "unanswered" });
  const page = await holder.post("/voucher/token", { code: voucher });
  assert.match(wordsOf(page), "Look again in a moment with the same code");
  t.shop.clock.advance(60_000n);
  assert.is(coinKit.peek(tokenOn(await holder.post("/voucher/token", { code: voucher })))?.amountMsat, 21_000n);
});

test("a holder who names a key has a token for that wallet alone; what is no key is refused and nothing taken", async () => {
  const voucher = await code();
  const holder = new Visitor(t);
  const page = await holder.post("/voucher", { code: voucher });
  const wrong = await holder.submit(page, "/voucher/token", { "wallet-key": "02ab" });
  assert.is(wrong.status, 422);
  assert.match(wordsOf(wrong), "no public key of a wallet");
  const key = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
  const taken = await holder.submit(wrong, "/voucher/token", { "wallet-key": key });
  assert.match(wordsOf(taken), `Only the wallet with this key can take it: ${key}`);
});

test("the checkout takes a voucher's code or link where it takes tokens, and what is over is owed to the buyer", async () => {
  const order = await placeOrder(t, { priceMinor: 15n });
  const at = `/orders/${order.id}/${order.key}`;
  const buyer = new Visitor(t);
  const voucher = await code();
  const paid = await buyer.post(`${at}/ecash`, { token: `http://shop.lan/voucher#${voucher}` });
  assert.is(paid.status, 200);
  assert.match(wordsOf(paid), /6 sat/);
  assert.match(wordsOf(await buyer.get(`${at}/refund`)), "6 sat of this order is yours");
  const other = await placeOrder(t, { priceMinor: 15n });
  const again = await buyer.post(`/orders/${other.id}/${other.key}/ecash`, { token: voucher });
  assert.is(again.status, 409);
  assert.match(wordsOf(again), "This voucher was used before");
  assert.match(wordsOf(await owner.get(BASE)), "Used for an order");
});

test("no code and no token is found in the log", async () => {
  const voucher = await code();
  const holder = new Visitor(t);
  const taken = await holder.submit(await holder.post("/voucher", { code: voucher }), "/voucher/token");
  const lines = t.logged.join("");
  assert.ok(lines.includes("/voucher"));
  assert.not.ok(lines.includes(voucher));
  assert.not.ok(lines.includes(tokenOn(taken).slice(0, 40)));
  assert.not.match(taken.html, LINK);
});

test("slips of the pen, unknown codes and vouchers that have run out are told apart", async () => {
  const holder = new Visitor(t);
  const voucher = await code({ days: "1" });
  const slip = (voucher.startsWith("7") ? "8" : "7") + voucher.slice(1);
  const answers = [
    [await holder.post("/voucher", { code: "" }), 422, "no voucher’s code"],
    [await holder.post("/voucher", { code: slip }), 422, "there is a slip in it"],
    [await holder.post("/voucher", { code: newVoucherCode(ecash.random) }), 404, "no voucher with this code here"],
    [await holder.post("/voucher/token", { code: "nonsense" }), 422, "no voucher’s code"],
  ] as const;
  for (const [answer, status, says] of answers) {
    assert.is(answer.status, status);
    assert.match(wordsOf(answer), says);
  }
  t.shop.clock.advance(DAY_MS);
  for (const path of ["/voucher", "/voucher/token"]) {
    const over = await holder.post(path, { code: voucher });
    assert.is(over.status, 410);
    assert.match(wordsOf(over), "This voucher has run out");
  }
});

test("a hub without a mint makes none and takes none", async () => {
  const plain = await openHub();
  const { visitor } = await comeIn(plain, "owner");
  assert.match(wordsOf(await visitor.get(BASE)), "This hub has no mint");
  assert.is((await visitor.post(BASE, { amount: "1", count: "1", days: "1" })).status, 404);
  assert.is((await visitor.post("/voucher", { code: "x" })).status, 404);
  assert.is((await visitor.post("/voucher/token", { code: "x" })).status, 404);
  await plain.close();
});

test("guesses are limited", async () => {
  const slow = await openHub({ limits: { ...t.hub.limits, orders: { perMinute: 1, burst: 3 } } });
  slow.hub.ecash = ecash;
  const guesser = new Visitor(slow);
  const statuses = [];
  for (let nth = 0; nth < 4; nth += 1)
    statuses.push((await guesser.post("/voucher", { code: newVoucherCode(ecash.random) })).status);
  assert.equal(statuses, [404, 404, 404, 429]);
  await slow.close();
});

test("after a return from a backup none is made until the owner lets money leave again", async () => {
  const { db, clock, random } = t.hub;
  await transact(db, (tx) => markRestored(tx, { backupAtMs: clock(), now: clock(), random }));
  const { visitor } = await again(t, person);
  const refused = await visitor.submit(await visitor.get(BASE), BASE, { amount: "21" });
  assert.is(refused.status, 409);
  assert.equal(codesOn(refused), []);
  assert.match(wordsOf(refused), /The hub came back from a backup\. Nothing is sent/);
});
