import * as assert from "uvu/assert";
import type { PostingAccount } from "../../../app/db/schema.ts";
import { MONEY_NOTICES } from "../../../app/accounts/notify.ts";
import { bodyOf, readBody } from "../../../app/webhooks/outgoing/message.ts";
import { Visitor, wordsOf } from "../../http/pages/visitor.ts";
import { assertSound } from "../../support/shop.ts";
import type { Outcome } from "./cell.ts";
import type { OddWorld } from "./world.ts";

const MSAT_PER_SAT = 1_000n;

/** What everybody has and knows now, as the hub's own tables, pages and messages say it. */
export async function outcomeOf(world: OddWorld): Promise<Omit<Outcome, "page" | "refusal" | "leftOver">> {
  const order = await world.order();
  const stock = await world.shop.db.selectFrom("stock").selectAll().executeTakeFirstOrThrow();
  return {
    order: order.state,
    books: await booksOf(world),
    stock: [stock.on_hand, stock.reserved],
    refundable: order.refundableMsat / MSAT_PER_SAT,
    events: await eventsOf(world),
    webhooks: await webhooksOf(world),
    notices: await noticesOf(world),
  };
}

/** With what the hub bears for a payment, which is no part of what the order received. */
async function booksOf({ shop, placed }: OddWorld): Promise<Outcome["books"]> {
  const payments = shop.db.selectFrom("payment").where("order_id", "=", placed.orderId).select("id");
  const rows = await shop.db
    .selectFrom("posting")
    .where((eb) => eb.or([eb("order_id", "=", placed.orderId), eb("payment_id", "in", payments)]))
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  assert.is(
    rows.reduce((sum, { msat }) => sum + msat, 0n),
    0n,
    "the order's postings don't add up to zero",
  );
  const held = rows
    .filter(({ msat }) => msat !== 0n)
    .map(({ account, msat }) => [account, msat / MSAT_PER_SAT] as const);
  const sums: Partial<Record<PostingAccount, bigint>> = {};
  for (const [account, sat] of held.toSorted(([one], [other]) => (one < other ? -1 : 1))) sums[account] = sat;
  return sums;
}

/** How every order begins; the table tells what came after. */
const BEGINNING = new Set(["order.placed", "charge.invoiced", "charge.addressed"]);

async function eventsOf({ shop, placed }: OddWorld): Promise<string[]> {
  const rows = await shop.db
    .selectFrom("event")
    .select("type")
    .where("stream", "=", placed.orderId)
    .orderBy("seq")
    .execute();
  const types = rows.map(({ type }) => type);
  const first = types.findIndex((type, at) => !BEGINNING.has(type) || types.indexOf(type) !== at);
  return first === -1 ? [] : types.slice(first);
}

/** Each message by its name, with what BTCPay Server's own say beside it. */
async function webhooksOf({ shop, placed }: OddWorld): Promise<string[]> {
  const rows = await shop.db
    .selectFrom("webhook_delivery")
    .innerJoin("event", "event.id", "webhook_delivery.event_id")
    .where("webhook_delivery.stream", "=", placed.orderId)
    .orderBy("webhook_delivery.seq")
    .selectAll("webhook_delivery")
    .select(["event.body", "event.at_ms"])
    .execute();
  return rows
    .filter(({ type }) => type !== "order.placed")
    .map(({ body, at_ms: atMs, ...delivery }) => {
      const told = { stream: placed.orderId, stallId: shop.stallId, atMs, body: readBody(body) };
      const message = readBody(bodyOf(delivery, told).toString());
      const flags = ["overPaid", "partiallyPaid", "afterExpiration"].filter((flag) => message[flag] === true);
      return [message["type"], ...flags].join(" ");
    });
}

/** Every kind goes to the seller and the owner alike, each once for each time that it happened. */
async function noticesOf({ shop, placed }: OddWorld): Promise<Outcome["notices"]> {
  const rows = await shop.db.selectFrom("notice").selectAll().orderBy("created_at_ms").orderBy("kind").execute();
  const to = (place: string) =>
    rows.filter((row) => row.place === place && row.about === placed.orderId).map(({ kind }) => kind);
  assert.equal(to("owner@hub.example"), to("seller@shop.example"), "one of them was not told");
  assert.is(rows.length, 2 * to("owner@hub.example").length, "somebody was told of something else");
  return to("owner@hub.example").flatMap((kind) => MONEY_NOTICES.filter((each) => each === kind));
}

/** What must be true after every cell, whatever happened in it, and that nobody is left without anything to do. */
export async function assertInvariants(world: OddWorld): Promise<void> {
  await assertSound(world.shop);
  const { db } = world.shop;
  const order = await world.order();
  const owed = -((await bookedMsat(world, "liability:refundable")) ?? 0n);
  assert.is(order.refundableMsat, owed, "the buyer is owed something else than the books say");
  const own = db.selectFrom("lightning_invoice").where("charge_id", "=", world.placed.chargeId);
  const open = await own.where("state", "=", "open").selectAll().execute();
  assert.ok(open.length <= 1, "two invoices could be paid");
  for (const { amount_msat } of order.state === "open" ? open : [])
    assert.is(amount_msat, order.totalMsat - order.paidMsat, "an invoice asks for something else than the rest");
}

async function bookedMsat({ shop, placed }: OddWorld, account: PostingAccount): Promise<bigint | null> {
  const row = await shop.db
    .selectFrom("posting")
    .where("order_id", "=", placed.orderId)
    .where("account", "=", account)
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirst();
  return row?.msat ?? null;
}

/** What the buyer reads now. */
export async function pageOf({ hub, placed }: OddWorld): Promise<string> {
  const page = await new Visitor(hub).get(`/orders/${placed.orderId}/${placed.key}`);
  assert.is(page.status, 200);
  return wordsOf(page);
}
