import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { Visitor, wordsOf } from "./visitor.ts";

const test = suite("http/pages/problem");

const hub = openHub();
test.after(async () => (await hub).close());

for (const [path, status, words] of [
  ["/nowhere", 404, /There is nothing here.*No money was moved/],
  ["/stalls/nobody", 404, /There is no such stall/],
  ["/products/prd_00000000000000000000000000", 404, /no longer for sale/],
  ["/products/%00", 404, /no longer for sale/],
  ["/orders/ord_x/key", 404, /This order cannot be shown/],
  ["/?cursor=x", 422, /not right/],
  ["/desk", 401, /Sign in There are no passwords here/],
  ["/owner", 401, /Sign in There are no passwords here.*one-time link or its code.*in the terminal/],
] as const) {
  test(`${path} answers ${status} with a friendly page in both languages`, async () => {
    const t = await hub;
    const page = await new Visitor(t).get(path);
    assert.is(page.status, status);
    assert.match(wordsOf(page), words);
    assert.match(page.html, /<h1/);
    const korean = await new Visitor(t, "ko").get(path);
    assert.is(korean.status, status);
    assert.match(korean.html, /<h1>[^<]*\p{Script=Hangul}/u);
  });
}

test("a form from another site, a body that is no form and one that is too large are refused with a page", async () => {
  const t = await hub;
  const ask = (init: { body: string; headers: Record<string, string> }) =>
    t.app.request("/basket/things", {
      method: "POST",
      body: init.body,
      headers: { Accept: "text/html", ...init.headers },
    });
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const evil = await ask({ body: "product=x", headers: { ...form, Origin: "https://evil.example" } });
  const json = await ask({ body: "{}", headers: { "Content-Type": "application/json" } });
  const large = await ask({ body: "x".repeat(100_000), headers: { ...form, "Content-Length": "100000" } });
  const broken = await ask({ body: "--x", headers: { "Content-Type": "multipart/form-data; boundary=y" } });
  assert.equal([evil.status, json.status, large.status, broken.status], [403, 415, 413, 422]);
  for (const response of [evil, json, large, broken]) assert.match(await response.text(), /<h1/);
});

test("a bug shows the number to quote and nothing of what went wrong", async () => {
  const t = await openHub();
  await t.hub.db.schema.alterTable("stall").renameTo("lost").execute();
  const page = await new Visitor(t).get("/");
  assert.is(page.status, 500);
  assert.match(wordsOf(page), /That is our mistake.*Number to quote [0-9a-f]{32}/);
  assert.not.match(page.html, /SqliteError|no such table|relation/);
  await t.close();
});

test("what is only there in the practice shop is not there elsewhere", async () => {
  const t = await openHub({ sandboxBuyer: undefined });
  const page = await new Visitor(t).post("/orders/ord_x/key/sandbox-pay", {});
  assert.is(page.status, 404);
  await t.close();
});
