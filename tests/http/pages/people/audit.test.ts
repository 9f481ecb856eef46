import * as assert from "uvu/assert";
import { recordAct } from "../../../../app/accounts/record-act.ts";
import { transact } from "../../../../app/db/transact.ts";
import { DAY_MS, HOUR_MS } from "../../../../app/domain/time.ts";
import { suite } from "../../../support/suite.ts";
import { visit } from "../../../support/visit.ts";
import { openBusyMarket } from "../busy-market.ts";
import { openHub } from "../../hub.ts";
import { Visitor, linkIn, linksIn, wordsOf } from "../visitor.ts";
import { comeIn } from "./come-in.ts";
import { setName } from "./set-name.ts";

const test = suite("http/pages/audit");

test("every press at a desk says who pressed it, from where and at what", async () => {
  const m = await openBusyMarket();
  const owner = await comeIn(m, "owner", "Jiwoo");
  const operator = await comeIn(m, "operator", "Hana");
  const desk = `/owner/stalls/${m.stallId}/desk`;
  await operator.visitor.post(`${desk}/orders/${m.orders.paid.id}/ship`, {});
  await operator.visitor.post(`${desk}/orders/${m.orders.open.id}/cancel`, {});
  await operator.visitor.post(`${desk}/orders/${m.orders.shipped.id}/erase`, {});
  await operator.visitor.post(`${desk}/products/${m.products.digital}/state`, { state: "hidden" });
  await operator.visitor.post("/owner/rates", { currency: "EUR", amount: "95000" });
  await operator.visitor.post("/owner/stalls", { title: "Clay", slug: "clay" });
  await owner.visitor.post(`/owner/people/${operator.id}/role`, { from: "operator", role: "viewer" });
  const page = await owner.visitor.get("/owner/audit");
  const words = wordsOf(page);
  for (const said of [
    /Jiwoo Changed a role: Operator to Viewer Hana Owner’s door/,
    /Hana Opened a stall Clay/,
    /Hana Fixed the rate for EUR/,
    /Hana Changed a product Halla Orchard/,
    /Hana Deleted an order’s name and address Order [\dA-Z-]{9}/,
    /Hana Cancelled an order Order/,
    /Hana Marked an order as sent Order/,
    /Hana Signed in with a passkey Home network · Firefox · Android/,
  ])
    assert.match(words, said);
  assert.ok(linksIn(page, new RegExp(`^/owner/orders/${m.orders.paid.id}$`)).length > 0);
  await m.close();
});

test("whoever acts with an order's key is a buyer, and a signed-in buyer has a name", async () => {
  const m = await openBusyMarket();
  const owner = await comeIn(m, "owner", "Jiwoo");
  const buyer = await comeIn(m, "buyer", "Mina");
  await new Visitor(m).post(`${m.orders.open.address}/cancel`, {});
  await buyer.visitor.post(`${m.orders.shipped.address}/received`, {});
  const words = wordsOf(await owner.visitor.get("/owner/audit?kind=orders"));
  assert.match(words, /A buyer with the order’s link Cancelled an order/);
  assert.match(words, /Mina Confirmed that an order arrived/);
  const events = await m.hub.db.selectFrom("event").select("body").where("type", "=", "order.received").execute();
  assert.not.ok(
    events.some(({ body }) => body.includes("device") || body.includes(buyer.id)),
    "others read an order's events",
  );
  await m.close();
});

test("acts are narrowed by person, kind and day, and go on a page at a time", async () => {
  const t = await openHub();
  const owner = await comeIn(t, "owner", "Jiwoo");
  for (let each = 0; each < 30; each += 1) await comeIn(t, "buyer", `Buyer ${each}`);
  const operator = await comeIn(t, "operator", "Hana");
  const acts = async (query: string) => wordsOf(await owner.visitor.get(`/owner/audit${query}`));
  const first = await owner.visitor.get("/owner/audit?kind=sign-ins");
  const second = await owner.visitor.get(linkIn(first, /before=evt_/));
  const rows = (html: string) => html.match(/<tr role="row"><td/g)?.length;
  assert.equal([rows(first.html), rows(second.html)], [50, 14]);
  for (const act of [/Hana Signed in with a passkey/, /Hana Joined/])
    assert.match(await acts(`?who=${operator.id}`), act);
  assert.not.match(await acts(`?who=${operator.id}`), /Buyer \d+ (?:Signed|Joined)/);
  assert.match(await acts("?kind=people"), /Nothing here/);
  const start = Number(t.hub.clock());
  const day = new Intl.DateTimeFormat("sv", { dateStyle: "short" }).format(start);
  assert.match(await acts(`?day=${day}&who=${operator.id}`), /Hana Joined/);
  assert.match(await acts("?day=2001-01-01"), /Nothing here/);
  for (const nonsense of ["?day=2026-02-31", "?who=%27--", "?kind=constructor", "?before=evt_x", "?who=toString"])
    assert.match(await acts(nonsense), /Signed in with a passkey/, nonsense);
  t.shop.clock.advance(DAY_MS + HOUR_MS);
  assert.is((await owner.visitor.get("/owner/audit")).status, 401, "the session ran out meanwhile");
  await t.close();
});

test("what this program has no words for is shown by its code", async () => {
  const t = await openHub();
  const { visitor, id } = await comeIn(t, "owner");
  const values = { id: "evt_zzzzzzzzzzzzzzzzzzzzzzzzzz", stream: "x", seq: 1n, type: "moon.landed", version: 1n };
  await t.hub.db
    .insertInto("event")
    .values({ ...values, at_ms: t.hub.clock(), body: '{"a":["b"]}', actor: id })
    .execute();
  assert.match(wordsOf(await visitor.get("/owner/audit")), /moon\.landed/);
  await t.close();
});

test("failed tries are written once a minute for each door and kind, with how many there were", async () => {
  const t = await openHub();
  const owner = await comeIn(t, "owner");
  const stranger = new Visitor(t);
  const code = "A".repeat(43);
  const tryIt = async (times: number) => {
    for (let each = 0; each < times; each += 1)
      assert.is((await stranger.post("/join", { code, name: "" })).status, 410);
  };
  await tryIt(40);
  t.shop.clock.advance(60_000n);
  await tryIt(3);
  t.shop.clock.advance(60_000n);
  await tryIt(1);
  const rows = await t.hub.db
    .selectFrom("event")
    .select(["actor", "body"])
    .where("type", "=", "sign-in.failed")
    .execute();
  assert.equal(
    rows.map(({ actor, body }) => [actor, body]),
    [1, 40, 3].map((count) => ["nobody", `{"by":"link","count":"${count}"}`]),
  );
  const words = wordsOf(await owner.visitor.get("/owner/audit?who=nobody"));
  assert.match(words, /Somebody unknown Tried in vain to come in with a link, 40 times/);
  await t.close();
});

test("the saved file is RFC 4180, and runs nothing in a spreadsheet", async () => {
  const t = await openHub();
  const owner = await comeIn(t, "owner", '=HYPERLINK("http://evil.example","x")');
  const { id } = await comeIn(t, "buyer", "x");
  for (const [name, cell] of [
    ['a,b "c"', '"a,b ""c"""'],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(1)", "'@SUM(1)"],
    ["\tx", "'\tx"],
    ["line\r\nbreak", '"line\r\nbreak"'],
    ["김미나", "김미나"],
  ] as const) {
    await setName(t, id, name);
    const { html, headers } = await owner.visitor.get(`/owner/audit.csv?who=${id}`);
    assert.ok(html.includes(`,${cell},`), cell);
    assert.match(headers.get("content-type") ?? "", /^text\/csv; charset=utf-8/);
    assert.match(headers.get("content-disposition") ?? "", /^attachment; filename="activity\.csv"$/);
    assert.is(headers.get("cache-control"), "no-store");
  }
  await t.close();
});

test("the saved file tells spreadsheets in which letters it is written", async () => {
  const t = await openHub();
  const owner = await comeIn(t, "owner");
  const headers = { Cookie: `satoshop_sid=${owner.visitor.cookie("satoshop_sid")}` };
  const bytes = new Uint8Array(await (await t.app.request("/owner/audit.csv", { headers })).arrayBuffer());
  assert.equal([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  await t.close();
});

test("the saved file holds every act that is asked for, however many, each once", async () => {
  const t = await openHub();
  const owner = await comeIn(t, "owner");
  const by = { personId: owner.id, ...visit };
  await transact(t.hub.db, async (tx) => {
    for (let each = 0; each < 1_100; each += 1) {
      t.shop.clock.advance(1n);
      await recordAct(tx, t.hub, by, { type: "person.proved", stream: owner.id, body: { by: "link" } });
    }
  });
  const lines = (await owner.visitor.get("/owner/audit.csv")).html.split("\r\n");
  assert.equal([lines[0]?.slice(0, 9), lines.at(-1)], ["When,Who,", ""]);
  const ids = lines.slice(1, -1).map((line) => /evt_\w+/.exec(line)?.[0] ?? "");
  assert.is(new Set(ids).size, 1_102, "with joining and signing in");
  assert.ok(
    ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? "")),
    "the newest first",
  );
  await t.close();
});
