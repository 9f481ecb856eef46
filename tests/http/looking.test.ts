import * as assert from "uvu/assert";
import type { Role } from "../../app/domain/permissions.ts";
import { accessOf } from "../../app/http/access.ts";
import { suite } from "../support/suite.ts";
import { openBusyMarket } from "./pages/busy-market.ts";
import { comeIn } from "./pages/people/come-in.ts";

const m = await openBusyMarket();
const routes = accessOf(m.app).filter(({ method, path }) => method === "GET" && !path.includes("events"));

const test = suite("http/looking");
test.after(() => m.close());

const TABLES = [
  "person",
  "session",
  "invitation",
  "api_key",
  "credential",
  "challenge",
  "sign_in",
  "email",
  "backup_sheet",
  "phone_link",
  "stall",
  "product",
  "variant",
  "stock",
  "orders",
  "charge",
  "payment",
  "job",
  "notice",
] as const;

async function everything(): Promise<string[]> {
  const { db } = m.hub;
  const tables = await Promise.all(
    TABLES.map((table) =>
      db
        .selectFrom(table as "person")
        .selectAll()
        .execute(),
    ),
  );
  const text = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  return tables.flatMap((rows) => rows.map((row) => JSON.stringify(row, text)).toSorted());
}

async function get(path: string, cookie: string | undefined): Promise<Response> {
  const address = path.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) =>
    name === "stall" ? m.stallId : path.includes("products") ? m.products.posted : m.orders.paid.id,
  );
  const headers = { Accept: "text/html", ...(cookie !== undefined && { Cookie: `satoshop_sid=${cookie}` }) };
  return m.app.request(address, { headers });
}

for (const role of ["owner", "seller", "buyer", undefined] as const) {
  test(`looking changes nothing, wherever ${role ?? "a stranger"} looks`, async () => {
    const cookie = role === undefined ? undefined : await cookieOf(role);
    const before = await everything();
    for (const { path } of routes) await (await get(path, cookie)).body?.cancel();
    assert.equal(await everything(), before);
  });
}

async function cookieOf(role: Role): Promise<string | undefined> {
  const stallId = role === "seller" ? m.stallId : undefined;
  return (await comeIn(m, role, role, stallId)).visitor.cookie("satoshop_sid");
}

test("every answer with a body says what it is, and every text in which letters it is written", async () => {
  const cookie = await cookieOf("seller");
  let texts = 0;
  for (const { path } of routes) {
    const response = await get(path, cookie);
    const type = response.headers.get("content-type") ?? "";
    if ((await response.text()) === "") continue;
    assert.match(type, /^[a-z]+\/[a-z0-9.+-]+/, path);
    if (!/^(?:text\/|[^;]*\+?xml)/.test(type)) continue;
    texts += 1;
    assert.match(type.toLowerCase(), /; ?charset=utf-8(?:;|$)/, `${path}: ${type}`);
  }
  assert.ok(texts > 20, `only ${texts} texts were looked at`);
});

test("every page of somebody who is signed in has the button to sign out, or the way to it", async () => {
  for (const role of ["seller", "buyer"] as const) {
    const cookie = await cookieOf(role);
    for (const { path, permission } of routes) {
      const response = await get(path, cookie);
      if (response.status !== 200 || permission === "market.visit" || permission === "door.use") continue;
      if (!(response.headers.get("content-type") ?? "").startsWith("text/html")) continue;
      assert.match(await response.text(), /action="\/sign-out"|href="\/account"/, path);
    }
  }
});
