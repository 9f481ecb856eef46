import * as assert from "uvu/assert";
import { invite } from "../../app/accounts/invite.ts";
import { addKey } from "../../app/accounts/keys/add-key.ts";
import { ask } from "../../app/accounts/keys/ask.ts";
import type { Purpose } from "../../app/accounts/keys/question.ts";
import { transact } from "../../app/db/transact.ts";
import { mayDo } from "../../app/domain/permissions.ts";
import type { Role } from "../../app/domain/permissions.ts";
import { accessOf } from "../../app/http/access.ts";
import type { Access } from "../../app/http/access.ts";
import { giveToBuyer } from "../../app/orders/give-to-buyer.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { openBusyMarket } from "./pages/busy-market.ts";
import { comeIn } from "./pages/people/come-in.ts";
import { seedPayout } from "./pages/money/seed-payout.ts";
import { seedWebhook } from "./pages/seed-webhook.ts";
import type { Member } from "./pages/people/come-in.ts";
import { apiKey } from "./programs.ts";

const m = await openBusyMarket();

const seller = await comeIn(m, "seller", "Victim Seller", m.stallId);
const buyer = await comeIn(m, "buyer", "Victim Buyer");
const order = m.orders.paid;
await transact(m.hub.db, (tx) => giveToBuyer(tx, m.hub, order.id, { personId: buyer.id, ...visit }));
const program = await apiKey(m, seller);
const payout = await seedPayout(m, m.stallId, seller.id);
const told = await seedWebhook(m, m.stallId, seller.id);
const { id: key } = await addWallet(seller, "02".padEnd(66, "a"));
await invite(m.hub, { role: "seller", stallId: m.stallId });
const invitation = await m.hub.db
  .selectFrom("invitation")
  .select("id")
  .where("used_at_ms", "is", null)
  .executeTakeFirstOrThrow();

async function addWallet(member: Member, identifier: string): Promise<{ id: string }> {
  const wallet = { kind: "lnurl", identifier, publicKey: "", signCount: 0n, label: "Victim key", host: "" } as const;
  const added = await transact(m.hub.db, (tx) => addKey(tx, m.hub, { personId: member.id, ...visit }, wallet));
  if (added.kind !== "key-added") throw new Error("the key was not added");
  return added;
}

/** A question that the victim's wallet has answered already: whoever went on with it would be the victim. */
async function answeredQuestion(purpose: Purpose): Promise<string> {
  const personId = purpose === "sign-in" ? undefined : seller.id;
  const browser = "b".repeat(43);
  const { id } = await ask(m.hub, "lnurl", { purpose, personId, browser, wanted: "", host: "localhost" });
  const more = JSON.stringify({ wanted: "", host: "localhost", answeredBy: "02".padEnd(66, "a") });
  await m.hub.db.updateTable("challenge").set({ state: "answered", more }).where("id", "=", id).execute();
  return id;
}

const foreignKey = m.orders.shipped.address.split("/").at(-1) ?? "";

/** Whatever ids there are in addresses, by what stands before them; these are the victims' own. */
const ids: readonly (readonly [before: RegExp, id: string])[] = [
  [/\/orders\/:id\/:key/, `/orders/${order.id}/${foreignKey}`],
  [/\/account\/confirm\/wallet\/:id/, `/account/confirm/wallet/${await answeredQuestion("prove")}`],
  [/\/account\/keys\/wallet\/:id/, `/account/keys/wallet/${await answeredQuestion("add-key")}`],
  [/\/sign-in\/wallet\/:id/, `/sign-in/wallet/${await answeredQuestion("sign-in")}`],
  [/\/stalls\/:stall/, `/stalls/${m.stallId}`],
  [/\/orders\/:id/, `/orders/${order.id}`],
  [/\/products\/:id/, `/products/${m.products.posted}`],
  [/\/account\/devices\/:id/, `/account/devices/${seller.sessionId}`],
  [/\/devices\/:session/, `/devices/${seller.sessionId}`],
  [/\/people\/:id/, `/people/${seller.id}`],
  [/\/payouts\/:id/, `/payouts/${payout.id}`],
  [/\/outgoing\/:id/, `/outgoing/${payout.id}`],
  [/\/webhooks\/:id/, `/webhooks/${told.webhook}`],
  [/\/deliveries\/:delivery/, `/deliveries/${told.delivery}`],
  [/\/programs\/:id/, `/programs/${program.id}`],
  [/\/keys\/:id/, `/keys/${key}`],
  [/\/invitations\/:id/, `/invitations/${invitation.id}`],
];

function aimed(path: string): string {
  const address = ids.reduce((sum, [before, id]) => sum.replace(before, id), path);
  assert.not.match(address, /:/, `${path}: an id of a kind that nobody is tested with`);
  return address;
}

/** What stands at these addresses is for everybody, except where an order's key is asked for. */
const isForEverybody = ({ path, permission }: Access) => permission === "market.visit" && !path.includes("/orders/");

const named = accessOf(m.app).filter((route) => route.path.includes(":") && !isForEverybody(route));

const KEPT = [
  "outgoing",
  "stall",
  "product",
  "variant",
  "orders",
  "delivery",
  "invitation",
  "credential",
  "webhook",
  "webhook_delivery",
  "outgoing",
  "payout_plan",
  "withdrawal",
] as const;

/** Everything that belongs to the victims, to compare before and after. */
async function everything(): Promise<string[]> {
  const { db } = m.hub;
  const tables = await Promise.all([
    ...KEPT.map((table) => db.selectFrom(table).selectAll().execute()),
    db.selectFrom("api_key").select(["id", "person_id", "scopes", "revoked_at_ms"]).execute(),
    db.selectFrom("person").selectAll().where("id", "in", [seller.id, buyer.id]).execute(),
    db.selectFrom("session").select("id").where("person_id", "in", [seller.id, buyer.id]).execute(),
    db.selectFrom("challenge").select(["id", "state", "person_id"]).execute(),
  ]);
  const text = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  return tables.flatMap((rows) => rows.map((row) => JSON.stringify(row, text)).toSorted());
}

/** As right as it can be for any of the forms, so that nothing but the id is the matter. */
const FIELDS = {
  title: "Stolen",
  name: "Stolen",
  state: "hidden",
  amount: "1",
  currency: "SAT",
  kind: "digital",
  late: "2",
  role: "owner",
  from: "seller",
  address: "eve@example.org",
  url: "https://eve.example/",
};

/** Pages take forms, the API takes JSON; a body that fits no schema would be refused before anybody looks at the id. */
function bodyFor(method: string, path: string): Pick<RequestInit, "body"> {
  if (method !== "POST") return {};
  const isJson = path.startsWith("/api/v1/desk/webhooks/");
  return { body: isJson ? new Blob(["{}"], { type: "application/json" }) : new URLSearchParams(FIELDS) };
}

type Somebody = { name: string; role: Role | undefined; headers: Record<string, string> };

const eveSeller = await comeIn(m, "seller", "Eve", m.otherStallId);
const eveBuyer = await comeIn(m, "buyer", "Eve");
const eveProgram = await apiKey(m, eveSeller, [
  "desk.orders.read",
  "desk.orders.handle",
  "desk.webhooks",
  "desk.money.read",
  "desk.money.ask",
]);
const cookieOf = ({ visitor }: Member) => ({ Cookie: `satoshop_sid=${visitor.cookie("satoshop_sid")}` });

const somebodies: readonly Somebody[] = [
  { name: "a stranger", role: undefined, headers: {} },
  { name: "the seller of another stall", role: "seller", headers: cookieOf(eveSeller) },
  { name: "another buyer", role: "buyer", headers: cookieOf(eveBuyer) },
  { name: "another seller's program", role: undefined, headers: { Authorization: `Bearer ${eveProgram.text}` } },
];

const VICTIMS = /Victim|Mina Kim|Harbour Road|Ring twice/;

// After all that is waited for above, because tests begin as soon as nothing is.
const test = suite("http/every-id");
test.after(() => m.close());

test("addresses with an id in them were found", () => {
  assert.ok(named.length >= 50, `${named.length}`);
});

for (const { name, role, headers } of somebodies) {
  test(`somebody else's ids open nothing at any address for ${name}, and nothing is changed by them`, async () => {
    const before = await everything();
    for (const { method, path, permission } of named) {
      const address = aimed(path);
      const sent = { Origin: m.hub.origin, "Order-Key": foreignKey, Accept: "text/html", ...headers };
      const response = await m.app.request(address, { method, headers: sent, ...bodyFor(method, path) });
      const at = `${method} ${path}`;
      // Whose permission is missing is not even told whether the thing is there.
      const expected =
        permission !== undefined && role !== undefined && mayDo(role, permission) ? [404, 410] : [401, 403, 404, 410];
      assert.ok(expected.includes(response.status), `${at}: ${response.status}`);
      assert.not.match(await response.text(), VICTIMS, at);
      assert.is(response.headers.get("set-cookie"), null, at);
    }
    assert.equal(await everything(), before);
  });
}

test("the same addresses are there for whose they are, so that it is the id alone that closes them", async () => {
  const own: [Member, string][] = [
    [seller, `/desk/orders/${order.id}`],
    [seller, `/desk/products/${m.products.posted}`],
    [seller, `/account/keys/${key}`],
    [buyer, `/account/orders/${order.id}`],
  ];
  for (const [{ visitor }, path] of own) assert.is((await visitor.get(path)).status, 200, path);
  assert.is((await seller.visitor.get(order.address)).status, 200);
});
