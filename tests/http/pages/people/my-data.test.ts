import { sql } from "kysely";
import * as assert from "uvu/assert";
import { HELD_LISTS } from "../../../../app/accounts/own/export-person.ts";
import type { Db } from "../../../../app/db/database.ts";
import { purposes } from "../../../../scripts/erd/purposes.ts";
import { eraseLeftDeliveries } from "../../../../app/orders/erase-left-deliveries.ts";
import { receive } from "../../../../app/orders/receive.ts";
import { ship } from "../../../../app/orders/ship.ts";
import { suite } from "../../../support/suite.ts";
import { openBusyMarket, seedOrder } from "../busy-market.ts";
import type { BusyMarket } from "../busy-market.ts";
import { wordsOf } from "../visitor.ts";
import { again, comeIn } from "./come-in.ts";
import type { Member } from "./come-in.ts";

const test = suite("http/pages/my-data");

/** Words that stand for what is somebody's own; nothing else in the market has them. */
const OWN = [
  "Mina Own",
  "mina-own@example.org",
  "own-telegram-place",
  "own-chat",
  "Own in chat",
  "Own laptop",
  "own-program",
  "12 Own Road",
  "Ring own",
];

/** A buyer who has everything that one can have here. */
async function openWithBuyer(): Promise<{ m: BusyMarket; buyer: Member; paid: string; received: string }> {
  const m = await openBusyMarket();
  const buyer = await comeIn(m, "buyer", "Mina Own");
  await giveEverything(m, buyer.id);
  const orders = [await seedOrder(m, m.stallId, m.products.digital), await seedOrder(m, m.stallId, m.products.digital)];
  const [paid = "", received = ""] = orders.map(({ id }) => id);
  const { db } = m.hub;
  await db
    .updateTable("orders")
    .set({ person_id: buyer.id, note: "Ring own" })
    .where("id", "in", [paid, received])
    .execute();
  await db
    .updateTable("delivery")
    .set({ name: "Mina Own", address: "12 Own Road", contact: "mina-own@example.org" })
    .where("order_id", "in", [paid, received])
    .execute();
  await db.updateTable("orders").set({ state: "paid" }).where("id", "in", [paid, received]).execute();
  await receive(m.hub, received);
  return { m, buyer, paid, received };
}

async function giveEverything({ hub: { db, clock } }: BusyMarket, personId: string): Promise<void> {
  const now = clock();
  const hash = (text: string) => text.repeat(64).slice(0, 64);
  const times = { created_at_ms: now, expires_at_ms: now + 100_000n };
  const address = "mina-own@example.org";
  await db.insertInto("email").values({ address, person_id: personId, locale: "en", verified_at_ms: now }).execute();
  await db
    .insertInto("telegram_chat")
    .values({ person_id: personId, chat_id: "own-chat", name: "Own in chat", locale: "en", created_at_ms: now })
    .execute();
  await db
    .insertInto("credential")
    .values({
      id: "crd_1",
      person_id: personId,
      kind: "passkey",
      identifier: "own-key",
      public_key: "x",
      sign_count: 0n,
      label: "Own laptop",
      host: "",
      created_at_ms: now,
      last_used_at_ms: now,
    })
    .execute();
  await db
    .insertInto("backup_sheet")
    .values({
      id: "bks_1",
      person_id: personId,
      secret_hash: hash("a"),
      pin_hash: "x",
      state: "good",
      wrong_pins: 0n,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  await db
    .insertInto("api_key")
    .values({
      id: "key_1",
      person_id: personId,
      name: "own-program",
      secret_hash: hash("b"),
      scopes: "me.read",
      ...times,
      last_used_at_ms: 0n,
    })
    .execute();
  const asked = { door: "lan", origin: "http://shop.lan", device: "", locale: "en", wanted: "", tries: 0n } as const;
  for (const [id, owner, letter] of [
    ["sgn_1", personId, "c"],
    ["sgn_2", null, "d"],
  ] as const)
    await db
      .insertInto("sign_in")
      .values({
        id,
        purpose: "sign-in",
        person_id: owner,
        address,
        ...asked,
        token_hash: hash(letter),
        code_hash: hash("e"),
        browser_hash: hash("f"),
        state: "waiting",
        ...times,
      })
      .execute();
  await db
    .insertInto("notice")
    .values({
      id: "ntc_1",
      person_id: personId,
      kind: "key-added",
      channel: "telegram",
      place: "own-telegram-place",
      locale: "en",
      about: "",
      state: "waiting",
      created_at_ms: now,
    })
    .execute();
}

/** Every row of every table, as text. */
async function everything(db: Db): Promise<Map<string, string>> {
  const tables = Object.keys(purposes).filter((table) => table !== "picture_file");
  const rows = new Map<string, string>();
  for (const table of tables) {
    const { rows: found } = await sql`SELECT * FROM ${sql.table(table)}`.execute(db);
    rows.set(
      table,
      JSON.stringify(found, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
    );
  }
  return rows;
}

/** Tables with a row that names this person. */
async function tablesNaming(db: Db, personId: string): Promise<string[]> {
  const rows = await everything(db);
  return [...rows].filter(([, text]) => text.includes(personId)).map(([table]) => table);
}

test("whoever deletes their account is gone: from every table, every device and every finished order", async () => {
  const { m, buyer, paid, received } = await openWithBuyer();
  const { db } = m.hub;
  const page = await buyer.visitor.get("/account/erase");
  assert.match(wordsOf(page), /This cannot be taken back/);
  const unsure = await buyer.visitor.post("/account/erase", {});
  assert.is(unsure.status, 422);
  assert.match(wordsOf(unsure), /Please tick this first/);
  const erased = await buyer.visitor.submit(page, "/account/erase", { sure: "yes" });
  assert.match(wordsOf(erased), /Your account is deleted/);
  assert.not.match(erased.html, /href="\/account"/);
  assert.is((await buyer.visitor.get("/account")).status, 401);
  assert.equal(
    await tablesNaming(db, buyer.id),
    ["event", "person", "orders"],
    "the row, its acts, and what is on its way",
  );
  const left = await db.selectFrom("orders").select("id").where("person_id", "=", buyer.id).execute();
  assert.equal(left, [{ id: paid }]);
  const delivery = await db
    .selectFrom("delivery")
    .selectAll()
    .where("order_id", "=", received)
    .executeTakeFirstOrThrow();
  assert.equal([delivery.name, delivery.address, delivery.contact], ["", "", ""]);
  await ship(m.hub, m.stallId, paid);
  await receive(m.hub, paid);
  await eraseLeftDeliveries(m.hub);
  assert.equal(await tablesNaming(db, buyer.id), ["event", "person"]);
  const rows = await everything(db);
  for (const own of OWN)
    assert.equal(
      [...rows].filter(([, text]) => text.includes(own)).map(([table]) => table),
      [],
      own,
    );
  await m.close();
});

test("what is saved as my data is everything, as JSON, and opens nothing", async () => {
  const { m, buyer } = await openWithBuyer();
  const { html, headers } = await buyer.visitor.get("/account/export");
  assert.match(headers.get("content-disposition") ?? "", /^attachment; filename="my-data\.json"$/);
  assert.is(headers.get("cache-control"), "no-store");
  const data: Record<string, Record<string, unknown>[]> = JSON.parse(html);
  assert.equal(Object.keys(data), [...HELD_LISTS]);
  for (const own of OWN) assert.ok(html.includes(own), own);
  const counts = HELD_LISTS.map((list) => [list, data[list]?.length]);
  assert.equal(counts, [
    ["person", 1],
    ["addresses", 1],
    ["chats", 1],
    ["keys", 1],
    ["sheets", 1],
    ["programs", 1],
    ["sessions", 1],
    ["requests", 1],
    ["notices", 1],
    ["invitationsMade", 0],
    ["orders", 2],
    ["acts", 3],
  ]);
  assert.match(String(data["person"]?.[0]?.["created_at_ms"]), /^\d{4}-\d{2}-\d{2}T/);
  assert.not.match(html, /hash|token/);
  const acts = data["acts"]?.map(({ type }) => String(type)).toSorted((a, b) => a.localeCompare(b));
  assert.equal(acts, ["person.exported", "person.joined", "person.signed-in"]);
  await m.close();
});

test("saving and deleting ask for a fresh proof, and the account leads to one", async () => {
  const { m, buyer } = await openWithBuyer();
  m.shop.clock.advance(5n * 60_000n);
  assert.equal(
    [
      (await buyer.visitor.get("/account/export")).status,
      (await buyer.visitor.post("/account/erase", { sure: "yes" })).status,
    ],
    [403, 403],
  );
  const page = await buyer.visitor.get("/account");
  assert.match(page.html, /href="\/account\/confirm\?wanted=%2Faccount%2Fexport"/);
  assert.match(page.html, /href="\/account\/confirm\?wanted=%2Faccount%2Ferase"/);
  await m.close();
});

test("the owner stays, and is told why", async () => {
  const { m } = await openWithBuyer();
  const owner = await comeIn(m, "owner", "Jiwoo");
  const page = await owner.visitor.get("/account/erase");
  assert.match(wordsOf(page), /You own this hub/);
  assert.not.match(page.html, /action="\/account\/erase"/);
  assert.is((await owner.visitor.post("/account/erase", { sure: "yes" })).status, 409);
  assert.is((await owner.visitor.get("/account")).status, 200);
  await m.close();
});

test("the last seller of a stall settles what is open first, and is told what that is", async () => {
  const { m } = await openWithBuyer();
  const seller = await comeIn(m, "seller", "Sol", m.stallId);
  const words = wordsOf(await seller.visitor.get("/account/erase"));
  assert.match(words, /You sell at Halla Orchard, and nobody else does/);
  assert.match(
    words,
    /\d+ orders are not finished .*sat is still to be paid out to the stall .*sat is still to be given back/,
  );
  assert.is((await seller.visitor.post("/account/erase", { sure: "yes" })).status, 409);
  const second = await comeIn(m, "seller", "Hana", m.stallId);
  assert.match(wordsOf(await second.visitor.post("/account/erase", { sure: "yes" })), /Your account is deleted/);
  assert.is((await seller.visitor.post("/account/erase", { sure: "yes" })).status, 409, "the last one again");
  await m.close();
});

test("a seller of a stall with nothing open can go", async () => {
  const { m } = await openWithBuyer();
  const seller = await comeIn(m, "seller", "Sol");
  assert.match(wordsOf(await seller.visitor.post("/account/erase", { sure: "yes" })), /Your account is deleted/);
  const row = await m.hub.db.selectFrom("person").selectAll().where("id", "=", seller.id).executeTakeFirstOrThrow();
  assert.equal([row.state, row.name, row.stall_id], ["erased", "", null]);
  await m.close();
});

test("who was deleted is in no list of people, and in the acts without a name", async () => {
  const { m, buyer } = await openWithBuyer();
  const owner = await comeIn(m, "owner", "Jiwoo");
  await buyer.visitor.post("/account/erase", { sure: "yes" });
  assert.not.match((await owner.visitor.get("/owner/people")).html, new RegExp(buyer.id));
  const words = wordsOf(await owner.visitor.get(`/owner/audit?who=${buyer.id}`));
  assert.match(words, /Somebody who deleted their account Deleted their account/);
  const page = await owner.visitor.get(`/owner/people/${buyer.id}`);
  assert.match(wordsOf(page), /State Deleted/);
  assert.not.match(page.html, /action="\/owner\/people/);
  await m.close();
});

test("a person sees who was in their account, and what others did to it", async () => {
  const { m, buyer } = await openWithBuyer();
  const owner = await comeIn(m, "owner", "Jiwoo");
  await owner.visitor.post(`/owner/people/${buyer.id}/devices/ses_00000000000000000000000000/end`, {});
  await owner.visitor.post(`/owner/people/${buyer.id}/shut-out`, {});
  await owner.visitor.post(`/owner/people/${buyer.id}/let-in`, {});
  const { visitor } = await again(m, { id: buyer.id, role: "buyer" });
  const page = await visitor.get("/account");
  const words = wordsOf(page);
  assert.match(words, /What happened in my account .*Let somebody in again .{5,40} Owner/);
  assert.not.match(words, /Owner Owner’s door/, "where the owner sat is not for others");
  assert.match(words, /Signed in with a passkey .{5,40} You Home network · Firefox · Android/);
  assert.not.match(words, /Jiwoo/);
  assert.match(page.html, /href="#devices"/);
  assert.match(page.html, /id="devices"/);
  await m.close();
});
